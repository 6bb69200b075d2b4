"""Address of the page that lists the open data."""

from __future__ import annotations

from django.urls import path

from opposable.web.public.donnees import vues

app_name = "donnees"
urlpatterns = [path("donnees/", vues.donnees, name="sommaire")]
