"""What the demonstration shows, as plain data: no Django import below this line."""
