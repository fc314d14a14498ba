"""The product's settings with the peer's page added."""

from config.settings.dev import *  # noqa: F403

ROOT_URLCONF = "bench.peers.plain"
