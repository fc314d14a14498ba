"""What the log tells of a fault."""

import logging


class BriefWhenAway(logging.Filter):
    """One line for each answer while the database is out of reach (503): hundreds of people ask meanwhile, and where
    it was missed is the same for all of them.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything through, that without its trace."""
        if getattr(record, "status_code", 0) == 503:
            record.exc_info = record.exc_text = None
        return True
