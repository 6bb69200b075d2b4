"""The life of a file, as pure values."""
