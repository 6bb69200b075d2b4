"""Tags of the pages of the office."""
