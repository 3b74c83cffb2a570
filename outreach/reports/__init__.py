"""Figures that open to their lines, the year's report, the home boards, and drawings kept whole."""
