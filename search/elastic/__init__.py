"""Elasticsearch: how it is reached, what its indices are like, how they follow the pieces in the database."""
