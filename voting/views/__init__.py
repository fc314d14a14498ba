"""Views of voting."""
