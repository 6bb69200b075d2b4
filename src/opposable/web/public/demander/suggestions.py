"""The help while typing: the occupations that words may mean, as choices of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from opposable.decision.acquis import Acquis
from opposable.recherche.lecteur import Etat
from opposable.web.public.demander.formulaire import (
    LONGUEUR,
    choix_de_metier,
    lecteur_du_jour,
    lire_jour,
)
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit

if TYPE_CHECKING:
    from collections.abc import Hashable

    from django.http import HttpRequest, QueryDict

    from opposable.ecrit.bilingue import Langue
    from opposable.recherche.lecteur import Lecteur

REPONSES_AU_PLUS = 4_096
"""Answers kept, a kilobyte or two each: many people begin the same words."""
METIER, INITIAL = "metier", "metier_initial"


def suggerer(requete: HttpRequest) -> str:
    """Return, as HTML, the occupations that the words typed so far may mean.

    What is told depends on the law, the language, the nomenclatures that are searched, the field
    and the words alone.
    """
    parametres = requete.GET
    champ = INITIAL if INITIAL in parametres else METIER
    ecrit = parametres.get(champ, "")[:LONGUEUR].strip()
    lecteur = _lecteur(parametres)
    dites, cle = _dites(droit.langue()), (lecteur.nomenclatures, champ, ecrit)
    return dites.get(cle) or dites.apprendre(cle, _dire(champ, ecrit, lecteur))


@du_droit()
def _dites(_langue: Langue) -> Acquis[Hashable, str]:
    """Return the answers in a language."""
    return Acquis(REPONSES_AU_PLUS)


def _lecteur(parametres: QueryDict) -> Lecteur:
    """Return what reads words for the day and the nationality typed so far."""
    jours = (lire_jour(parametres.get(nom, "").strip()) for nom in ("examine_le", "depose_le"))
    nationalites = droit.pays().comprendre(parametres.get("nationalite", "")).codes
    return lecteur_du_jour(next(filter(None, jours), ""), "+".join(nationalites))


def _dire(champ: str, ecrit: str, lecteur: Lecteur) -> str:
    lue = lecteur.metier(ecrit)
    choix = [] if lue.etat is Etat.NON_DIT else choix_de_metier(lue, lecteur)
    contexte = {"champ": champ, "ecrit": ecrit, "lue": lue, "choix": choix}
    return str(render_to_string("demander/suggestions.html", contexte))
