"""Deciding a file of applications on the web; nothing is kept."""
