"""The law, followed: provisions, defects, calendar."""
