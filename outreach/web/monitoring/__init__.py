"""What whoever watches the server reads: a name and a log line for each request, health, readiness, and numbers."""
