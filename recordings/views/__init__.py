"""Pages and addresses of recordings."""
