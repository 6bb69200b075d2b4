"""The decision: facts → determination, one module per section of the circular."""
