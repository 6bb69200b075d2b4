"""Commands for who installs the office."""
