"""Pages of meetings, by face."""
