"""Codes said in words: those given, those a list would ask for, what is known of a list."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from opposable.ecrit.bilingue import Bilingue
from opposable.law.liste import Etat

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from opposable.decision.motif import Contexte
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste
    from opposable.law.loi import Loi

AU_PLUS = 12
"""Codes proposed at most: beyond, a list of them helps nobody choose."""
OU = Bilingue("ou", "or")
Codes = tuple[tuple[str, str], ...]
"""Pairs of a nomenclature and a code of it."""


def dire_les_codes(codes: Codes, corpus: Corpus, _langue: Langue) -> str:
    """Return codes, each with its label where one is known."""
    return _nommer((corpus.ecrire(*code) for code in codes), corpus)


def codes_a_choisir(codes: Mapping[str, str], liste: Liste | None) -> tuple[Codes, str | None]:
    """Return what the codes proposed depend on: those given, and the list consulted."""
    return tuple(codes.items()), liste.id if liste else None


def dire_les_proposes(source: tuple[Codes, str | None], corpus: Corpus, _langue: Langue) -> str:
    """Return the codes proposed in the nomenclature of a list, each with its label."""
    codes, identifiant = source
    if identifiant is None:
        return "…"
    vers = corpus.toutes_listes[identifiant].nomenclature
    proposes = proposer(dict(codes), vers, corpus)
    return _nommer((corpus.ecrire(vers, code) for code in proposes), corpus)


def proposer(codes: dict[str, str], vers: str, corpus: Loi) -> tuple[str, ...]:
    """Return the codes of a nomenclature that the passages propose for those given.

    Args:
        codes: Codes given, by nomenclature.
        vers: Nomenclature of the codes wanted.
        corpus: The law.

    Law:
        lecture#II.4: a passage proposes, whichever way it is followed.
    """
    suites = (corpus.codes_lies.get((de, vers), {}).get(code, ()) for de, code in codes.items())
    return tuple(dict.fromkeys(chain.from_iterable(suites)))[:AU_PLUS]


def en_desaccord(codes: dict[str, str], corpus: Loi) -> bool:
    """Tell whether a passage leads from one of the codes given elsewhere than to another."""
    for passage in corpus.passages:
        code = codes.get(passage.de)
        for vers in passage.vers if code else ():
            suite = passage.etapes.get(vers, {}).get(code or "", ())
            if suite and vers in codes and codes[vers] not in {e.vers for e in suite}:
                return True
    return False


def _nommer(codes: Iterator[str], corpus: Corpus) -> str:
    connus = corpus.metiers
    return ", ".join(f"{c} ({connus[c].intitule})" if c in connus else c for c in codes)


def nomenclature_demandee(c: Contexte) -> str | None:
    """Return the nomenclature of the list consulted, None where none was."""
    return c.reponse.liste.nomenclature if c.reponse.liste else None


def dire_la_nomenclature(identifiant: str | None, corpus: Corpus, langue: Langue) -> str:
    """Return the name of a nomenclature; without one, of those that common lists use."""
    communes = [n for n in corpus.employees if n.aucun is None]
    dites = communes if identifiant is None else corpus.nomenclatures
    noms = (n.nom for n in dites if identifiant in (None, n.id))
    ou = OU.dire(langue)
    return f" {ou} ".join(nom.partition(" (")[0] for nom in noms)


def etendue(liste: Liste | None, lieu: tuple[str, str | None]) -> tuple[str | None, str | None]:
    """Return what the extent of a list depends on: the list, and the region in its territories."""
    return (liste.id, lieu[1]) if liste else (None, None)


def dire_l_etendue(source: tuple[str | None, str | None], corpus: Corpus, langue: Langue) -> str:
    """Return how much of a list is known, in a region where one is said, else in all."""
    identifiant, region = source
    if identifiant is None:
        return "…"
    liste = corpus.toutes_listes[identifiant]
    lieux = [region] if region else sorted(corpus.regions_de(liste.territoires))
    dits = [_compter(liste, lieu) for lieu in lieux]
    nombres = {"ouvertes": sum(o for o, _ in dits), "fermees": sum(f for _, f in dits)}
    annonce = _annonce(liste, lieux, corpus) if region else liste.nombre
    mots = corpus.textes.mots[langue]["connues_annonce" if annonce else "connues"]
    return mots.format(annonce=annonce, **nombres)


def _compter(liste: Liste, region: str) -> tuple[int, int]:
    """Occupations known open and known closed in a region."""
    codes = {*liste.ouvertures, *liste.autres}
    constats = [liste.constater(code, region).ouvert for code in codes]
    return constats.count(True), constats.count(False)


def _annonce(liste: Liste, regions: Collection[str], corpus: Corpus) -> int | None:
    """Openings that the text is known to have in a region, None where they were not counted."""
    comptes = corpus.tables.get(f"instruments/{liste.id}-effectifs.csv", ())
    return next((int(c["annonce"]) for c in comptes if c["region"] in regions), None)


def connue_en_partie(c: Contexte) -> bool:
    """Tell whether the list consulted is known in part only."""
    return c.reponse.liste is not None and c.reponse.liste.etat is Etat.PARTIELLE


def a_proposer(c: Contexte) -> bool:
    """Tell whether codes may be proposed: the list asks for one, and those given lead to some."""
    liste = c.reponse.liste
    if liste is None or "metier" not in c.reponse.manque:
        return False
    return bool(proposer(dict(c.faits.codes), liste.nomenclature, c.corpus))
