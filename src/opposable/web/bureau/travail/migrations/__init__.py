"""The rows of the worklists."""
