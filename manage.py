#!/usr/bin/env python
"""Django's commands for the site: `python manage.py check`, `makemessages`."""

import os

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opposable.web.settings")
    execute_from_command_line()
