"""Invented files for an office to be seen at work: real acts, done on the days they are said."""
