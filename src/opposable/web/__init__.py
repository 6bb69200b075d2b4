"""The public site and the API: a Django project, which the handling of files will join."""
