"""Plain functions that make rows for tests: `from tests.factories import people, sittings`."""
