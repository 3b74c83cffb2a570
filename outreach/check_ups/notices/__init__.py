"""Risk notices 法律风险提示书: drafted from a check-up, reviewed, handed over, perhaps released."""
