"""What people of the office have before them: the page of entry, worklists, search."""
