"""The score sheet of an assessor 考核评分表: each item tied to events, figures and files, the empty ones first."""
