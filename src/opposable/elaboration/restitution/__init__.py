"""Report: what was drawn, written for people, for machines and as a draft text."""
