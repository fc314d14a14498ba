"""Where the index is kept, and how it is asked: one contract, told in `base.py`."""

from django.db import connection

from search.backends.base import Backend
from search.elastic.client import is_wanted


def backend() -> Backend:
    """The backend of this installation: Elasticsearch if it has one, else the index in its database."""
    if is_wanted():
        from search.backends.elasticsearch import ElasticsearchBackend

        return ElasticsearchBackend(in_database())
    return in_database()


def in_database() -> Backend:
    """The index in the database, which every installation keeps."""
    if connection.vendor == "postgresql":
        from search.backends.embedded_postgres import PostgresBackend

        return PostgresBackend()
    from search.backends.embedded_sqlite import SqliteBackend

    return SqliteBackend()
