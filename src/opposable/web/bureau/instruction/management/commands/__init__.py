"""Commands of the page of a file."""
