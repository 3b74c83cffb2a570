"""The description of what speaks JSON, and a fuzzer that takes it at its word."""
