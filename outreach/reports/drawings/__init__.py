"""Drawings: figures kept with the lines behind them, and what has become different since."""
