"""What an event gives out: the notice for the chat group, and the packing and duty sheet."""
