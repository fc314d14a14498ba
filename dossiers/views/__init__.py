"""Views of dossiers: parse, get, one service or selector, render."""
