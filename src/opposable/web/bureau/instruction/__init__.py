"""The page of one file: what it holds, and the acts done on it."""
