"""Events made where they happen: a desk at a gate that nobody planned, confirmed by a lead afterwards."""
