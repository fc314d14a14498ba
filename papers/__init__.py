"""Papers: the titled, classified, versioned documents everything else is about."""
