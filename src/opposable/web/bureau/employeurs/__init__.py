"""Accounts of employers: a person at a firm, known by an address; never someone of the office."""
