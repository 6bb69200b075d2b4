"""The page that compares two lists, two texts or two days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from opposable.decision.motif import dire_mot
from opposable.errors import ListeError
from opposable.web.public.catalogue.choix import PUBLIC, lire_jour
from opposable.web.public.catalogue.comparaison import comparaison
from opposable.web.public.catalogue.montrer import dire_publics
from opposable.web.public.catalogue.vue import publics
from opposable.web.socle import droit
from opposable.web.socle.noms import nom_de

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from opposable.law.liste import Liste
    from opposable.law.nationalite import Regime
    from opposable.web.public.catalogue.comparaison import Comparaison

AVANT, APRES = "avant", "apres"
MAL_DIT = 422
LONGUEUR = 80


@dataclass(frozen=True, slots=True)
class Cote:
    """A side of the comparison, as it was asked.

    Attributes:
        champ: Field of the form; its day is `CHAMP_le`.
        choisi: List or text chosen, empty for a day.
        le: Day typed.
        nom: What to compare, None where nothing was asked or understood.
        erreur: What is wrong with it.
    """

    champ: str
    choisi: str
    le: str
    nom: str | None
    erreur: str


@require_safe
def comparer(requete: HttpRequest) -> HttpResponse:
    """Compare two sides and gather what changes by occupation."""
    parametres = requete.GET.dict()
    cotes = [_cote(parametres, champ) for champ in (AVANT, APRES)]
    public = next((p for p in publics(droit.corpus()) if p.value == parametres.get(PUBLIC)), None)
    erreurs = [c for c in cotes if c.erreur]
    contexte = {
        **_choix(),
        "rubrique": "listes",
        "cotes": cotes,
        "erreurs": erreurs,
        "public": public,
        "resultat": None if erreurs else _resultat(cotes, public),
    }
    statut = MAL_DIT if erreurs else 200
    return render(requete, "catalogue/comparer.html", contexte, status=statut)


def _choix() -> dict[str, Any]:
    corpus, langue = droit.corpus(), droit.langue()
    textes = corpus.instruments.values()
    return {
        "textes": [(t.id, t.titre.dire(langue)) for t in textes],
        "listes": [(droit.cle(x.id), nom_de(x)) for x in corpus.listes.values()],
        "publics": [(p.value, dire_mot(p.value, corpus, langue)) for p in publics(corpus)],
    }


def _cote(parametres: Mapping[str, str], champ: str) -> Cote:
    choisi = parametres.get(champ, "").strip()[:LONGUEUR]
    le = parametres.get(f"{champ}_le", "").strip()
    erreurs: dict[str, str] = {}
    jour = None if choisi else lire_jour(le, erreurs, champ)
    nom = choisi or (jour.isoformat() if jour else None)
    erreur = erreurs.get(champ, "") or (_sans_liste(nom) if nom else "")
    return Cote(champ, choisi, le[:LONGUEUR], nom if not erreur else None, erreur)


def _sans_liste(nom: str) -> str:
    """Return what is wrong with a name that no list answers to, empty where one does."""
    try:
        comparaison(droit.corpus(), nom, nom, None)
    except ListeError:
        message = gettext("« %(nom)s » : aucune liste de ce nom, ou en vigueur ce jour-là.")
        return message % {"nom": nom}
    return ""


def _resultat(cotes: list[Cote], public: Regime | None) -> dict[str, Any] | None:
    avant, apres = (c.nom for c in cotes)
    if avant is None or apres is None:
        return None
    trouvee = comparaison(droit.corpus(), avant, apres, public)
    return {
        "avant": _noms(trouvee.avant),
        "apres": _noms(trouvee.apres),
        "ouverts": trouvee.ouverts,
        "fermes": trouvee.fermes,
        "rangees": _rangees(trouvee),
    }


def _noms(listes: tuple[Liste, ...]) -> list[tuple[str, str]]:
    return [(droit.cle(liste.id), nom_de(liste)) for liste in listes]


def _rangees(trouvee: Comparaison) -> list[dict[str, Any]]:
    return [
        {
            "metier": c.metier,
            "intitule": c.intitule,
            "ouvre": c.sens == "ouvert",
            "zones": ", ".join(c.zones),
            "publics": dire_publics(c.publics),
        }
        for c in trouvee.changements
    ]
