"""What the office does by itself, asked from the command line."""
