"""The tables of the open data, as text: lists, occupations, regions, defects."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from opposable.decision.recu import Recu
from opposable.fichiers.feuille import Feuille
from opposable.law.consultation import LigneDeListe, lignes, ouvertes
from opposable.web.public.donnees.schemas import schemas
from opposable.web.socle import droit
from opposable.web.socle.domaines import par_metier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opposable.law.corpus import Corpus
    from opposable.law.lecture import Lecture
    from opposable.law.metier import Metier
    from opposable.law.territoire import Region

BARRE = " | "


def de_liste(identifiant: str, corpus: Corpus) -> Feuille:
    """Return the rows of a list that open something, as the command line exports them."""
    rangees = list(lignes(corpus, [corpus.listes[identifiant]]))
    return Feuille("Liste", LigneDeListe._fields, rangees, notes(corpus))


def de_jeu(nom: str, corpus: Corpus) -> Feuille:
    """Return a table by name: `metiers`, `regions` or `defauts`.

    Raises:
        KeyError: No table of that name.
    """
    rangees = {
        "metiers": (_metier(m, corpus) for m in corpus.metiers.values()),
        "regions": (_region(r, corpus) for r in corpus.regions.values()),
        "defauts": (_defaut(lecture) for lecture in corpus.lectures.values()),
    }[nom]
    champs = [colonne.nom for colonne in schemas(corpus)[nom]]
    return Feuille(nom.capitalize(), champs, list(rangees), notes(corpus))


def notes(corpus: Corpus) -> dict[str, str]:
    """Return the receipt that a Parquet file bears."""
    recu = Recu.de(corpus)
    return {"opposable": json.dumps(recu.en_dict())}


def _metier(metier: Metier, corpus: Corpus) -> tuple[str, ...]:
    par_liste = ouvertes(metier.ecrit, corpus)
    return (
        metier.ecrit,
        metier.intitule,
        par_metier(corpus)[metier.ecrit].nom,
        _mots(o.liste.id for o in par_liste),
        _mots(dict.fromkeys(a for o in par_liste for a in o.activites)),
        BARRE.join(droit.noms().usuels.get(metier.ecrit, ())),
    )


def _region(region: Region, corpus: Corpus) -> tuple[str, ...]:
    dedans = (d.code for d in corpus.departements.values() if d.region == region.code)
    return (region.code, region.nom, region.zone, _mots(dedans))


def _defaut(lecture: Lecture) -> tuple[str, ...]:
    return (
        lecture.id,
        lecture.ancre,
        lecture.imprime.fr,
        lecture.retenue.fr,
        lecture.rivale.fr,
        lecture.motif,
        lecture.imprime.en,
        lecture.retenue.en,
        lecture.rivale.en,
        _mots(lecture.metiers),
        _mots(lecture.regions),
        _mots(lecture.nationalites),
        "oui" if lecture.remplace else "non",
    )


def _mots(textes: Iterable[str]) -> str:
    return " ".join(textes)
