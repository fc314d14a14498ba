"""What agendas leaves in the registries of the house (read once at start)."""
