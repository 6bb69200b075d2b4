"""How the tables of the office came to be."""
