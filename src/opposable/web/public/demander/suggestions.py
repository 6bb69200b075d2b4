"""The help while typing: the occupations that words may mean, as choices of the form."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

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
from opposable.web.socle.moule import Patron, marquer

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from django.http import HttpRequest, QueryDict

    from opposable.ecrit.bilingue import Langue
    from opposable.recherche.lecteur import Lecteur

REPONSES_AU_PLUS = 4_096
"""Answers kept, a kilobyte or two each: many people begin the same words."""
GABARIT, CHOIX = "demander/suggestions.html", '<div class="choix">'
"""The template, and how each choice begins in it."""
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
    dite = lue.dit if lue.code or not lue.propositions else ""
    return _patron(champ, droit.langue()).remplir(ecrit, dite, choix)


class _Patron(NamedTuple):
    """The template of the choices by pieces, each with its places.

    Attributes:
        tete: What comes before the choices.
        tete_dite: The same with a sentence.
        rangee: A choice.
        rangee_dite: A choice beside which another name is shown.
        derniere: The last choice, and the end.
        vide: Where there is no choice.
    """

    tete: Patron
    tete_dite: Patron
    rangee: Patron
    rangee_dite: Patron
    derniere: Patron
    vide: str

    def remplir(self, ecrit: str, dite: str, choix: Sequence[tuple[str, ...]]) -> str:
        """Return the choices as HTML.

        Args:
            ecrit: What was typed.
            dite: What is told of it, empty for nothing.
            choix: Code, label and other name of each; nothing resembles, for the last.
        """
        if not choix:
            return self.vide
        *proches, (code, nom, _) = choix
        tete = self.tete_dite if dite else self.tete
        rangees = (
            (self.rangee_dite if dit and dit != intitule else self.rangee).remplir(
                code=sien, intitule=intitule, appellation=dit
            )
            for sien, intitule, dit in proches
        )
        fin = self.derniere.remplir(code=code, intitule=nom)
        return "".join((tete.remplir(ecrit=ecrit, phrase=dite), *rangees, fin))


@lru_cache(maxsize=8)
def _patron(champ: str, _langue: Langue) -> _Patron:
    """Return the template of the choices of a field, in a language, ready to be filled."""
    dits = marquer("ecrit", "phrase", "code", "intitule", "appellation")
    nom, code = dits["intitule"], dits["code"]
    choix = [(code, nom, ""), (code, nom, dits["appellation"]), (code, nom, "")]
    contexte = {"champ": champ, "ecrit": dits["ecrit"], "choix": choix}
    phrases = ("", dits["phrase"])
    rendus = [
        render_to_string(GABARIT, {**contexte, "lue": {"dit": phrase}}).split(CHOIX)
        for phrase in phrases
    ]
    (tete, *rangees), (tete_dite, *_) = rendus
    rangee, rangee_dite, derniere = (Patron(CHOIX + rangee) for rangee in rangees)
    vide = render_to_string(GABARIT, {"champ": champ})
    return _Patron(Patron(tete), Patron(tete_dite), rangee, rangee_dite, derniere, vide)
