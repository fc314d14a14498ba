"""What the fault bars share."""
