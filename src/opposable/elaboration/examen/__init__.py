"""Examination: what lists drawn cover, how fragile they are, and why each entry is there."""
