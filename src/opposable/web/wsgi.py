"""The site as a WSGI application."""

from __future__ import annotations

import gc
import os
from contextlib import suppress

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from opposable.errors import OpposableError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opposable.web.settings")
site = get_wsgi_application()

from opposable.web.public.api.porte import PorteDeLApi  # noqa: E402 - Django first
from opposable.web.public.demander.porte import PorteDesPages  # noqa: E402
from opposable.web.socle import droit  # noqa: E402
from opposable.web.socle.guet import Guet, figer  # noqa: E402

application = PorteDeLApi(PorteDesPages(site), Guet())

with suppress(OpposableError):  # /sante/pret tells what is wrong with the law
    droit.charger()
_ = get_resolver().url_patterns  # reads the modules of the site before the first visitor comes
figer()
# What is learnt while serving stays too, and is bounded: it is gone through rarely. What a page of
# the office leaves is let go by little at a time: fifty thousand at once take a tenth of a second.
gc.set_threshold(5_000, 20, 200)
