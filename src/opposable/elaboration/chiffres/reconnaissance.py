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
    "inconnus : la couverture par domaine ne sera pas calculée."
)


def reconnaitre(nom: str, codes: Collection[str], corpus: Corpus) -> str:
    """Return the nomenclature that all these codes are written in.

    Args:
        nom: Name of the file that holds them.
        codes: The codes.
        corpus: The law, which knows how the codes of each nomenclature are written.

    Raises:
        FichierError: Codes are of several nomenclatures, or of none that is known.
    """
    par_id = {n.id: [c for c in codes if n.motif.fullmatch(c)] for n in corpus.nomenclatures}
    for id_, siens in par_id.items():
        if codes and len(siens) == len(codes):
            return id_
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
    connues = {n.id for n in corpus.nomenclatures}
    id_ = dite if dite and dite not in connues else reconnaitre(nom, codes, corpus)
    if dite not in {"", id_}:
        raise FichierError(nom, f"ces codes sont de « {id_} », et non de « {dite} »")
    connus = {code: corpus.metiers[code].intitule for code in codes if code in corpus.metiers}
    metiers = {code: MetierNomme(code, connus.get(code, code)) for code in sorted(codes)}
    sans = compter(len(metiers) - len(connus), "sans intitulé", "sans intitulé")
    lus = f"{compter(len(metiers), 'métier')} pris aux chiffres, dont {sans}."
    constats = tuple(composer(c) for c in (f"Aucune nomenclature donnée : {lus}", INCONNUS))
    return NomenclatureLue(Nomenclature(id_, metiers), (), constats)
