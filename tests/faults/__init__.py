"""Bars that break things: real processes, killed, cut and pressed at once."""
