"""Django's SQLite, with an order in which one writes."""
