"""The plan in everybody's own calendar: feeds by a link of one's own (RFC 5545, RFC 7986)."""
