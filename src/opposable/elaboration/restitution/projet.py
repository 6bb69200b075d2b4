"""From a list drawn to a draft text: the folder that `load_corpus(avec=…)` reads as law.

A draft is an instrument like the others: its head (`instrument.toml`), the rows of its list
(`liste.csv`), and what it brings (`dispositions.csv`, and where the corpus does not know them
`metiers.csv`, `domaines.csv`, a nomenclature). Why each row is there stands beside, by anchor,
in `motifs.csv`: the rows are those that would be printed, the reasons leave with the draft.

Everything is `infere`: no legal text prints a draft, and signing it is what makes it `lu`.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from opposable.elaboration.chiffres.releve import FRANCE
from opposable.elaboration.methode.selection import Selection
from opposable.elaboration.restitution.tete import LISTE, Tete, ancre, en_toml, remplacees
from opposable.errors import FichierError
from opposable.fichiers.sortie import dossier_entier
from opposable.law.cellule import Certitude
from opposable.law.chargement import essayer
from opposable.law.projet import MOTIFS
from opposable.law.tables import INSTRUMENTS
from opposable.law.territoire import PARTOUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import Unpack

    from opposable.elaboration.chiffres.nomenclature import Nomenclature
    from opposable.law.corpus import Corpus

__all__ = ["EntreeProjet", "Tete", "ecrire_projet", "entrees_de", "remplacees"]

COLONNES = {
    LISTE: "rang zone metier_imprime metier intitule domaine activite ouvre "
    "lectures ancre certitude",
    MOTIFS: "ancre motif",
    "metiers.csv": "code intitule domaine",
    "domaines.csv": "imprime nom",
    "dispositions.csv": "instrument ancre titre resume summary decide certitude",
}
"""Columns of the files of a draft, in the order they are written."""
COUPURES = re.compile(r"\s*[\r\n\t]+\s*")


class EntreeProjet(NamedTuple):
    """A row of a draft list.

    Attributes:
        metier: Code.
        intitule: Label.
        domaine: Professional domain, empty where it is not known.
        zone: Region code, or `partout`, or a group of regions.
        motif: Why it is there, a French sentence; empty where nothing is said.
        ancre: Place in the draft, None for the one its rank gives.
    """

    metier: str
    intitule: str
    domaine: str
    zone: str
    motif: str = ""
    ancre: str | None = None


def entrees_de(selection: Selection, nomenclature: Nomenclature) -> tuple[EntreeProjet, ...]:
    """Return the rows of a draft from what a selection kept, each with the reason it was.

    Args:
        selection: A list drawn; what it keeps for the whole country has no zone.
        nomenclature: Labels and domains.

    Raises:
        FichierError: An occupation kept has no label in the nomenclature.
    """
    entrees = []
    for metier, territoire in sorted(selection.retenus()):
        nomme = nomenclature.metiers.get(metier)
        if nomme is None:
            probleme = f"« {metier} » est retenu et n'y a pas d'intitulé : ajoutez-le"
            raise FichierError(f"nomenclature {nomenclature.id}", probleme)
        zone = PARTOUT if territoire == FRANCE else territoire
        motif = selection.verdicts[metier, territoire].motif
        entrees.append(EntreeProjet(metier, nomme.intitule, nomme.domaine, zone, motif))
    return tuple(entrees)


def ecrire_projet(
    lignes: Selection | Iterable[EntreeProjet],
    corpus: Corpus,
    dossier: Path,
    *,
    nomenclature: Nomenclature,
    **tete: Unpack[Tete],
) -> Path:
    """Write a draft text, checked first as law is, whole or not at all.

    The rows are put in the order the texts print them: without zone, then region by region in
    the order of their codes, by domain and code. The order of `lignes` changes nothing.

    Args:
        lignes: A selection, or rows.
        corpus: The law the draft is added to, as adopted.
        dossier: Folder to write; it must not exist.
        nomenclature: Labels and domains; its identifier is that of the codes.
        **tete: What the author says of the text.

    Returns:
        The folder written.

    Raises:
        LawDataError: The draft cannot become law: the file, row and field are named.
        FichierError: There is no row, or the folder is there already or cannot be written.
    """
    choisies = entrees_de(lignes, nomenclature) if isinstance(lignes, Selection) else lignes
    entrees = _numeroter(choisies, corpus, tete)
    if not entrees:
        raise FichierError(str(dossier), "aucun métier retenu : il n'y a pas de liste à écrire")
    textes = {"instrument.toml": en_toml(tete, nomenclature.id, corpus)}
    textes |= {
        nom: _en_csv(nom, lues)
        for nom, lues in _tables(entrees, corpus, nomenclature, tete)
        if lues
    }
    contenus = {nom: texte.encode() for nom, texte in sorted(textes.items())}
    base = f"{INSTRUMENTS}/{dossier.resolve().name}"
    essayer(corpus, [(f"{base}/{nom}", octets) for nom, octets in contenus.items()])
    _ecrire(dossier, contenus)
    return dossier


def _numeroter(
    entrees: Iterable[EntreeProjet], corpus: Corpus, tete: Tete
) -> list[tuple[int, EntreeProjet]]:
    """Put rows in order, and give each its rank in its zone and its place in the text."""
    codes = {code for version in corpus.territoires.values() for code in version.regions}
    zones = {code: rang for rang, code in enumerate(sorted(codes))}
    ordre = sorted(entrees, key=lambda e: (zones.get(e.zone, -1), e.zone, e.domaine, e.metier))
    comptes: Counter[str] = Counter()
    numerotees = []
    for entree in ordre:
        comptes[entree.zone] += 1
        rang = comptes[entree.zone]
        lieu = entree.ancre or f"{ancre(tete)}/{entree.zone}/{rang}"
        propre = entree._replace(ancre=lieu, motif=COUPURES.sub(" ", entree.motif).strip())
        numerotees.append((rang, propre))
    return numerotees


def _tables(
    entrees: Sequence[tuple[int, EntreeProjet]],
    corpus: Corpus,
    nomenclature: Nomenclature,
    tete: Tete,
) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """Yield the rows of each CSV file of the draft; none where it has nothing to say."""
    infere = Certitude.INFERE.value
    yield (
        LISTE,
        [
            (r, e.zone, e.metier, e.metier, e.intitule, e.domaine, "", "oui", "", e.ancre, infere)
            for r, e in entrees
        ],
    )
    yield MOTIFS, [(e.ancre, e.motif) for _, e in entrees if e.motif]
    nouveaux = {
        e.metier: e
        for _, e in reversed(entrees)
        if corpus.metier_de(nomenclature.id, e.metier) is None
    }
    nommes = {code: nomenclature.metiers.get(code, e) for code, e in sorted(nouveaux.items())}
    metiers = [(code, nomme.intitule, nomme.domaine) for code, nomme in nommes.items()]
    yield "metiers.csv", [*metiers]
    connus = {ligne["imprime"] for ligne in corpus.tables["domaines.csv"]}
    apportes = sorted({domaine for _, _, domaine in metiers if domaine} - connus)
    yield "domaines.csv", [(domaine, domaine) for domaine in apportes]
    resume = f"Les {len(entrees)} lignes de la liste que ce projet ouvrirait"
    summary = f"The {len(entrees)} rows of the list this draft would open"
    yield (
        "dispositions.csv",
        [(tete["id"], ancre(tete), "Liste", resume, summary, "oui", infere)],
    )


def _en_csv(nom: str, lignes: Iterable[tuple[object, ...]]) -> str:
    texte = io.StringIO()
    ecrivain = csv.writer(texte, lineterminator="\n")
    ecrivain.writerow(COLONNES[nom].split())
    ecrivain.writerows(lignes)
    return texte.getvalue()


def _ecrire(dossier: Path, contenus: dict[str, bytes]) -> None:
    """Write the folder whole; one of that name is never touched."""
    with dossier_entier(dossier) as neuf:
        for nom, octets in contenus.items():
            (neuf / nom).write_bytes(octets)
