"""Asking: the question in one screen, the answer with every reason."""
