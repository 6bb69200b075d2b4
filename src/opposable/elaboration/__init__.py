"""Drawing up the lists: annex 1 of the circular as a working method."""
