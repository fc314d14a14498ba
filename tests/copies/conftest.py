"""What the tests of copies share."""

from tests.papers.conftest import own_files

__all__ = ["own_files"]
