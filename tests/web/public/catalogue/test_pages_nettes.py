"""No page of the catalogue shows the marks of an escape made twice."""

import pytest
from django.test import Client
from django.urls import reverse

from opposable.web.socle import droit


@pytest.mark.parametrize("debut", range(10))
def test_aucune_page_de_metier_n_echappe_deux_fois(client: Client, debut: int) -> None:
    """The everyday names of an occupation bear their apostrophes, not the code of one."""
    for code in list(droit.corpus().metiers)[debut * 4 :: 40]:
        page = client.get(reverse("catalogue:metier", args=[code])).content.decode()
        assert "&amp;#" not in page
        assert "&amp;amp;" not in page
