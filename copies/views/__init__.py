"""Pages and addresses of copies."""
