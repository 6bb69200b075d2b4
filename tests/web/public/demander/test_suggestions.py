"""The help while typing, joined from pieces of its template."""

from datetime import date
from itertools import product

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from opposable.recherche.lecteur import Etat
from opposable.web.public.demander.formulaire import choix_de_metier
from opposable.web.public.demander.suggestions import suggerer
from opposable.web.socle import droit


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_les_suggestions_sont_celles_du_gabarit(langue: str) -> None:
    """What is joined from pieces is what the template says, byte for byte, hostile words too."""
    textes = [
        *("maçon", "serveur", "cuisinier en", "secretair", "F17", "F1704", "<b>&\"'", "\0code\0"),
        *("", "je ne sais pas", "99999", "A99999", "patissier", "zzzz", "coiffeur+"),
    ]
    with translation.override(langue):
        lecteur = droit.lecteur(date(2009, 1, 1), ("SEN",))
        for champ, ecrit in product(("metier", "metier_initial"), textes):
            lue = lecteur.metier(ecrit)
            choix = [] if lue.etat is Etat.NON_DIT else choix_de_metier(lue, lecteur)
            contexte = {"champ": champ, "ecrit": ecrit, "lue": lue, "choix": choix}
            attendu = render_to_string("demander/suggestions.html", contexte)
            parametres = {champ: ecrit, "examine_le": "2009-01-01", "nationalite": "SEN"}
            assert suggerer(RequestFactory().get("/suggestions/", parametres)) == attendu
