"""Views of papers: parse, get, one service or selector, answer."""
