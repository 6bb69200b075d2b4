"""How the tables of the door came to be."""
