"""The feed of the calendar: what changes, the last day first, each at its place on the page."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from opposable.web.public.loi.evenements import evenements
from opposable.web.public.loi.flux import MONTRES
from opposable.web.socle import droit

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("debut", ["", "/en"])
def test_le_flux_dit_chaque_changement(client: Client, debut: str) -> None:
    """Each of the last days on which something changed is an entry that leads to it."""
    rendu = client.get(f"{debut}/loi/calendrier.atom")
    assert rendu["Content-Type"].startswith("application/atom+xml")
    racine = ET.fromstring(rendu.content)  # noqa: S314 - our own feed
    entrees = racine.findall(f"{ATOM}entry")
    jours = sorted((j.jour for j in evenements(droit.corpus())), reverse=True)[:MONTRES]
    page = client.get(f"{debut}/loi/calendrier/").content.decode()
    assert "/loi/calendrier.atom" in page
    assert len(entrees) == len(jours)
    for entree, jour in zip(entrees, jours, strict=True):
        lien = entree.find(f"{ATOM}link")
        assert lien is not None
        adresse, _, place = lien.attrib["href"].partition("#")
        assert adresse.endswith(f"{debut}/loi/calendrier/")
        assert f'id="{place}"' in page
        assert entree.findtext(f"{ATOM}updated", "").startswith(jour.isoformat())
        assert entree.findtext(f"{ATOM}summary")
