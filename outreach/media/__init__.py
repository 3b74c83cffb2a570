"""The online ledger: articles, posts and videos, where they stood, and what their counters showed."""
