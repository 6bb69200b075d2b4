"""The occupations of a statement told by its codes, where no file states them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.ecrit.nombre import compter
from opposable.ecrit.typographie import composer
from opposable.elaboration.chiffres.importation_metiers import NomenclatureLue
from opposable.elaboration.chiffres.nomenclature import MetierNomme, Nomenclature
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Collection

    from opposable.law.corpus import Corpus

INCONNUS = (
    "Niveaux inconnus : les étapes limitées à des niveaux ne retiennent rien ; domaines "
    "inconnus : la part couverte par domaine ne sera pas calculée."
)


def reconnaitre(nom: str, codes: Collection[str], corpus: Corpus) -> str:
    """Return the nomenclature that all these codes are written in.

    Args:
        nom: Name of the file that holds them.
        codes: The codes.
        corpus: The law, which knows how the codes of each nomenclature are written.

    Raises:
        FichierError: Codes are of several nomenclatures, or of none that is known, or several
            nomenclatures claim them all.
    """
    par_id = {n.id: [c for c in codes if n.ecrit(c)] for n in corpus.nomenclatures}
    possibles = [id_ for id_, siens in par_id.items() if codes and len(siens) == len(codes)]
    if len(possibles) > 1:
        dits = " ou ".join(possibles)
        raise FichierError(nom, f"ces codes peuvent être de {dits} : dites laquelle avec --codes")
    if possibles:
        return possibles[0]
    principale = max(par_id, key=lambda id_: len(par_id[id_]))
    intrus = sorted(set(codes) - set(par_id[principale]))[:3]
    cites = ", ".join(f"« {code} »" for code in intrus) or "aucun code"
    raise FichierError(
        nom,
        f"la nomenclature des codes ne se reconnaît pas : {cites} ; corrigez-les, ou dites "
        f"--codes et donnez --nomenclature (nomenclatures connues : {', '.join(par_id)})",
    )


def deduire(nom: str, codes: Collection[str], corpus: Corpus, dite: str = "") -> NomenclatureLue:
    """Return the occupations of these codes, with the labels that the law gives them.

    No level of qualification and no domain is known: the steps limited to levels admit none.

    Args:
        nom: Name of the file that holds them.
        codes: Codes of the figures.
        corpus: The law.
        dite: Nomenclature they are said to be of; empty to recognise it.

    Raises:
        FichierError: Their nomenclature cannot be told, or is another than the one said.
    """
    connue = next((n for n in corpus.nomenclatures if n.id == dite), None)
    siens = bool(dite) and (connue is None or all(map(connue.ecrit, codes)))
    id_ = dite if siens else reconnaitre(nom, codes, corpus)
    if dite not in {"", id_}:
        raise FichierError(nom, f"ces codes sont de « {id_} », et non de « {dite} »")
    trouves = {code: corpus.metier_de(id_, code) for code in codes}
    connus = {code: metier.intitule for code, metier in trouves.items() if metier}
    metiers = {code: MetierNomme(code, connus.get(code, code)) for code in sorted(codes)}
    sans = compter(len(metiers) - len(connus), "sans intitulé", "sans intitulé")
    lus = f"{compter(len(metiers), 'métier')} pris aux chiffres, dont {sans}."
    constats = tuple(composer(c) for c in (f"Aucune nomenclature donnée : {lus}", INCONNUS))
    return NomenclatureLue(Nomenclature(id_, metiers), (), constats)
