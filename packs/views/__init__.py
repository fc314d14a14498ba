"""Views of packs: parse, get, one service or selector, answer."""
