"""Two tallies of one desk: found when lines arrive, put before a lead, decided and decided otherwise (rule 11)."""
