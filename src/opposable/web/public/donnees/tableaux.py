"""The tables of the open data, as text: lists, codes, places, texts and their days, defects."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from opposable.decision.recu import Recu
from opposable.fichiers.feuille import Feuille
from opposable.law.consultation import LigneDeListe, lignes, ouvertes
from opposable.law.entree import Ouvre
from opposable.law.metier import Metier
from opposable.recherche.noms import BARRE as BARRE_DU_REPERTOIRE
from opposable.recherche.noms import REPERTOIRE
from opposable.web.public.donnees.schemas import schemas
from opposable.web.socle import droit
from opposable.web.socle.domaines import par_metier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from opposable.law.corpus import Corpus
    from opposable.law.lecture import Lecture
    from opposable.law.territoire import Territoires

Ligne: TypeAlias = "tuple[str, ...]"
BARRE = " | "
TEXTE_CITE = ("id", "nature", "nor", "titre", "title", "signe_le", "publie_le")


def de_liste(identifiant: str, corpus: Corpus) -> Feuille:
    """Return the rows of a list that open something, as the command line exports them."""
    rangees = list(lignes(corpus, [corpus.toutes_listes[identifiant]]))
    return Feuille("Liste", LigneDeListe._fields, rangees, notes(corpus))


def de_jeu(nom: str, corpus: Corpus) -> Feuille:
    """Return a table beside the lists, by name.

    Raises:
        KeyError: No table of that name.
    """
    champs = [colonne.nom for colonne in schemas(corpus)[nom]]
    return Feuille(nom.capitalize(), champs, list(JEUX[nom](corpus)), notes(corpus))


def codes(corpus: Corpus) -> dict[str, Metier]:
    """Return every occupation, as written: those the law names, then the others of its passages.

    The public employment service names occupations that are on no list, yet lead to one.
    """
    autres = (
        Metier(n["code"], n["intitule"], "", REPERTOIRE, n["code"]) for n in droit.noms().repertoire
    )
    return {**{m.ecrit: m for m in autres if m.ecrit not in corpus.metiers}, **corpus.metiers}


def notes(corpus: Corpus) -> dict[str, str]:
    """Return the receipt that a Parquet file bears."""
    recu = Recu.de(corpus)
    return {"opposable": json.dumps(recu.en_dict())}


def _metiers(corpus: Corpus) -> Iterator[Ligne]:
    noms = droit.noms()
    officiels = {n["code"]: n["appellations"].split(BARRE_DU_REPERTOIRE) for n in noms.repertoire}
    for metier in codes(corpus).values():
        domaine = par_metier(corpus).get(metier.ecrit)
        par_liste = ouvertes(metier.ecrit, corpus)
        yield (
            metier.ecrit,
            metier.nomenclature,
            metier.intitule,
            domaine.nom if domaine else "",
            _mots(o.liste.id for o in par_liste),
            _mots(dict.fromkeys(a for o in par_liste for a in o.activites)),
            BARRE.join(noms.usuels.get(metier.ecrit, ())),
            BARRE.join(officiels.get(metier.ecrit, ())),
        )


def _regions(corpus: Corpus) -> Iterator[Ligne]:
    return _places(corpus.base)


def _territoires(corpus: Corpus) -> Iterator[Ligne]:
    for version in corpus.territoires.values():
        yield from ((version.id, *place) for place in _places(version))


def _places(version: Territoires) -> Iterator[Ligne]:
    for region in version.regions.values():
        dedans = (d.code for d in version.departements.values() if d.region == region.code)
        yield (region.code, region.nom, region.zone, _mots(dedans))


def _nomenclatures(corpus: Corpus) -> Iterator[Ligne]:
    for n in corpus.nomenclatures:
        hors_liste = droit.noms().hors_liste.get(n.id, {}).get("code", "")
        aucun = n.aucun or hors_liste
        yield (n.id, n.nom, n.forme.pattern, _oui_non(n.codes is not None), aucun)


def _passages(corpus: Corpus) -> Iterator[Ligne]:
    for passage in corpus.passages:
        for vers, par_code in passage.etapes.items():
            for etape in chain(*par_code.values()):
                yield (
                    passage.id,
                    passage.de,
                    etape.de,
                    vers,
                    etape.vers,
                    _oui_non(passage.decide and etape.decide),
                    etape.activite or "",
                    _mots(etape.qualifications),
                    passage.lecture or "",
                    passage.ancre,
                    passage.certitude.value,
                    passage.source,
                )


def _evenements(corpus: Corpus) -> Iterator[Ligne]:
    for e in corpus.registre.evenements:
        jours = (_jour(e.connu_le), _jour(e.effet_le))
        suite = (e.ancre, e.certitude.value, e.source)
        yield (e.id, *jours, e.acte.value, e.objet, e.cible, *suite)


def _textes(corpus: Corpus) -> Iterator[Ligne]:
    for texte in corpus.instruments.values():
        yield (
            texte.id,
            texte.nature,
            texte.nor or "",
            texte.titre.fr,
            texte.titre.en,
            _jour(texte.signe_le),
            _jour(texte.publie_le),
            _mots(li.id for li in corpus.toutes_listes.values() if li.instrument == texte.id),
            texte.certitude.value,
        )
    for ligne in corpus.tables["textes.csv"]:
        cite = [str(ligne[nom] or "") for nom in TEXTE_CITE]
        yield (*cite, "", str(ligne["certitude"]))


def _catalogue(corpus: Corpus) -> Iterator[Ligne]:
    for liste in corpus.toutes_listes.values():
        constats = [entree.constat for entree in liste.entrees]
        ouvertes_, fermees = constats.count(Ouvre.OUI), constats.count(Ouvre.NON)
        yield (
            liste.id,
            liste.nom.fr,
            liste.nom.en,
            liste.instrument,
            liste.nomenclature,
            liste.territoires,
            _jour(liste.examine_du) if liste.periodes else "",
            _jour(liste.examine_au) if liste.periodes and not liste.sans_fin else "",
            liste.etat.value,
            "" if liste.nombre is None else str(liste.nombre),
            str(ouvertes_),
            str(fermees),
            str(len(constats) - ouvertes_ - fermees),
            liste.ancre,
            liste.certitude.value,
        )


def _constats(corpus: Corpus) -> Iterator[Ligne]:
    for liste in corpus.toutes_listes.values():
        for e in liste.entrees:
            if e.constat is not Ouvre.OUI:
                suite = (e.zone, e.constat.value, e.ancre, e.certitude.value)
                yield (liste.id, e.metier, e.intitule, *suite)


def _sources(corpus: Corpus) -> Iterator[Ligne]:
    for s in corpus.sources.values():
        yield (s.id, s.adresse, s.nature, s.titre, s.certitude.value)


def _manques(corpus: Corpus) -> Iterator[Ligne]:
    for m in corpus.manques:
        par = m.par.value if m.par else ""
        yield (m.id, m.texte_attendu, par, m.objet, m.cherche, m.sought, m.ancre)


def _defauts(corpus: Corpus) -> Iterator[Ligne]:
    return map(_defaut, corpus.lectures.values())


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
        _oui_non(bool(lecture.remplace)),
    )


def _oui_non(vrai: bool) -> str:  # noqa: FBT001
    return "oui" if vrai else "non"


def _jour(jour: date | None) -> str:
    return jour.isoformat() if jour else ""


def _mots(textes: Iterable[str]) -> str:
    return " ".join(textes)


JEUX: Mapping[str, Callable[[Corpus], Iterator[Ligne]]] = {
    "metiers": _metiers,
    "regions": _regions,
    "defauts": _defauts,
    "nomenclatures": _nomenclatures,
    "passages": _passages,
    "territoires": _territoires,
    "evenements": _evenements,
    "textes": _textes,
    "catalogue": _catalogue,
    "constats": _constats,
    "sources": _sources,
    "manques": _manques,
}
"""How the rows of each table beside the lists are made."""
