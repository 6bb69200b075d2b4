"""Batch: one kernel over the decision table, and the files that feed it."""
