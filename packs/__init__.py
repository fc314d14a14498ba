"""What a person's own device may keep of a sitting for reading without a network, and until when."""
