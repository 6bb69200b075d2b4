"""The open data: the page that lists the files, and the files."""
