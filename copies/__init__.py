"""Numbered copies of papers, who has read, what came in time, compiled sets, the register of secret copies."""
