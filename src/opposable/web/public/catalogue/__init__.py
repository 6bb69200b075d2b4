"""Reading the lists: occupations, regions, domains, lists, downloads."""
