"""How quick the product is, said as ratios of what was measured in one run (docs/performance.md)."""
