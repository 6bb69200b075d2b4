"""The office that handles files: how each file is kept, and how an act is done on it."""
