"""The web process: Daphne, and an orderly end on SIGTERM or Ctrl-C."""

import os


def main() -> None:
    """Serve on 127.0.0.1 (or HOST) and PORT until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from daphne.cli import CommandLineInterface

    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    CommandLineInterface().run(
        ["-b", host, "-p", port, "--no-server-name", "-v", "1", "-t", "120", "config.asgi:application"]
    )


if __name__ == "__main__":
    main()
