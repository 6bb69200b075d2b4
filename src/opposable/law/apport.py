"""What an instrument brings in its own folder: occupations, domains, provisions, a nomenclature.

The tables of the corpus hold what the texts adopted need. A text that names other occupations
brings their rows beside its lists, in files of the same names and columns; they are added to
the common tables here, before anything is read. What is said twice must be said alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from opposable.law.cellule import Rangee
from opposable.law.disposition import Disposition
from opposable.law.metier import Domaine, Metier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opposable.law.tables import Ligne, Table, Tables

NOMENCLATURES = "corpus.toml#nomenclature"
METIERS = "metiers.csv"
INSTRUMENT = "instrument.toml"
LONGUEUR_FORME = 80
FORME_SURE = re.compile(r"(?:[\w.-]|\[[\w-]+\]|\{\d{1,2}\}|\(\?:|\)\??|\|)+")
"""Patterns a text may bring: no repetition without bound, which a long code would never end."""


@dataclass(frozen=True, slots=True)
class Apport:
    """A table that an instrument may bring a part of.

    Attributes:
        fichier: Its name in the folder of the instrument.
        commune: The table of the corpus it is added to.
        cle: Field that identifies a row.
        champs: Fields that must be there, and must be the same where a row is said again.
        facultatifs: Fields that may be left out, with what stands in their place.
        controler: Checks a row by itself, given the identifier of the instrument.
    """

    fichier: str
    commune: str
    cle: str
    champs: tuple[str, ...]
    facultatifs: dict[str, object]
    controler: Callable[[Rangee, str], object]


def _nomenclature(rangee: Rangee, _: str) -> None:
    """Check a nomenclature: a name, and a pattern that is safe to try on any code."""
    rangee.texte("nom")
    forme = rangee.texte("forme")
    if len(forme) > LONGUEUR_FORME or not FORME_SURE.fullmatch(forme):
        attendu = "des lettres, des chiffres, [A-Z], {4}, (?:…)? et | sont admis"
        raise rangee.erreur("forme", f"« {forme} » n'est pas une forme de code : {attendu}")
    try:
        re.compile(forme)
    except re.error as erreur:
        raise rangee.erreur("forme", f"expression illisible ({erreur})") from erreur


def _disposition(rangee: Rangee, instrument: str) -> None:
    """Check a provision: a text speaks for itself alone."""
    disposition = Disposition.lire(rangee)
    if disposition.instrument != instrument:
        probleme = f"« {disposition.instrument} » : un texte n'apporte que ses dispositions"
        raise rangee.erreur("instrument", f"{probleme} ; écrivez {instrument}")
    if not disposition.ancre.startswith(f"{instrument}#"):
        probleme = f"« {disposition.ancre} » est hors du texte"
        raise rangee.erreur("ancre", f"{probleme} : elle commence par {instrument}#")


APPORTS = (
    Apport(
        f"{INSTRUMENT}#nomenclature",
        NOMENCLATURES,
        "id",
        ("id", "nom", "forme"),
        {"du_corpus": False, "name": "", "metiers": "", "aucun": ""},
        _nomenclature,
    ),
    Apport(
        "domaines.csv",
        "domaines.csv",
        "imprime",
        ("imprime", "nom"),
        {"compte_avec": ""},
        lambda rangee, _: Domaine.lire(rangee),
    ),
    Apport(
        METIERS,
        METIERS,
        "code",
        ("code", "intitule", "domaine"),
        {"intitule_source": "imprime", "nomenclature": ""},
        lambda rangee, _: Metier.lire(rangee),
    ),
    Apport(
        "dispositions.csv",
        "dispositions.csv",
        "ancre",
        ("instrument", "ancre", "titre", "resume", "summary", "decide", "certitude"),
        {},
        _disposition,
    ),
)


def joindre(tables: Tables) -> Tables:
    """Add to the common tables what instruments bring; without any, the same tables.

    Raises:
        LawDataError: A row brought cannot be read, or contradicts one that is there: the file,
            row and field are named.
    """
    jointes = dict(tables)
    for apport in APPORTS:
        for nom, instrument in _apportes(tables, apport):
            rangees = _rangees(nom, tables[nom], apport)
            if apport.commune == METIERS:
                rangees = _nommer_les_nomenclatures(nom, rangees, jointes)
            jointes[apport.commune] = _ajouter(apport, rangees, jointes, instrument)
    _employer(jointes)
    _classer(tables, jointes)
    return jointes


def _apportes(tables: Tables, apport: Apport) -> Iterator[tuple[str, str]]:
    """Yield the tables brought of a kind, and the identifier of their instrument."""
    for nom in tables:
        dossier, egal, reste = nom.partition(f"/{apport.fichier}")
        if egal and not reste and f"{dossier}/{INSTRUMENT}" in tables:
            yield nom, str(tables[f"{dossier}/{INSTRUMENT}"][0].get("id"))


def _rangees(nom: str, lignes: Table, apport: Apport) -> list[Rangee]:
    """Return the rows brought, whole; an unknown column is refused, not dropped."""
    connus = {*apport.champs, *apport.facultatifs}
    debut = 2 if nom.endswith(".csv") else 1
    rangees = []
    for i, ligne in enumerate(lignes, debut):
        rangee = Rangee(nom, i, {**apport.facultatifs, **ligne})
        for champ in ligne.keys() - connus:
            attendus = ", ".join((*apport.champs, *apport.facultatifs))
            raise rangee.erreur(champ, f"colonne inconnue ; attendues : {attendus}")
        rangees.append(rangee)
    return rangees


def _ajouter(apport: Apport, rangees: list[Rangee], tables: Tables, instrument: str) -> Table:
    """Return a common table with the rows brought that it does not hold yet."""
    communes = list(tables.get(apport.commune, ()))
    connues = {_cle(apport, ligne): ligne for ligne in communes}
    ici: set[object] = set()
    for rangee in rangees:
        apport.controler(rangee, instrument)
        cle = _cle(apport, rangee.ligne)
        if cle in ici:
            raise rangee.erreur(apport.cle, f"« {rangee.texte(apport.cle)} » est donné deux fois")
        ici.add(cle)
        if cle in connues:
            _pareil(apport, rangee, connues[cle])
        else:
            communes.append(rangee.ligne)
    return tuple(communes)


def _cle(apport: Apport, ligne: Ligne) -> tuple[object, object]:
    """What a row is about: its key, in its nomenclature where it has one of its own."""
    return ligne.get(apport.cle), ligne.get("nomenclature") or ""


def _pareil(apport: Apport, rangee: Rangee, connue: Ligne) -> None:
    """Check that a row said again says the same."""
    for champ in apport.champs:
        ici, la = rangee.brut(champ), connue.get(champ, "")
        if ici != la:
            cle = rangee.brut(apport.cle)
            probleme = f"« {cle} » est déjà connu avec « {la} », non « {ici} »"
            raise rangee.erreur(
                champ, f"{probleme} : reprenez-le tel quel, ou changez de {apport.cle}"
            )


# -- nomenclatures ---------------------------------------------------------------------------------


def _employer(tables: dict[str, Table]) -> None:
    """Mark as used every nomenclature of a list that may govern."""
    tetes = (li for nom, lignes in tables.items() if nom.endswith("#liste") for li in lignes)
    inscrites = {ligne.get("objet") for ligne in tables.get("evenements.csv", ())}
    valent = (t for t in tetes if "examine_du" in t or t.get("id") in inscrites)
    nommees = {str(tete.get("nomenclature")) for tete in valent}
    lignes = tables.get(NOMENCLATURES, ())
    nouvelles = [n for n in lignes if n.get("id") in nommees and not n.get("du_corpus")]
    if nouvelles:
        tables[NOMENCLATURES] = tuple(
            {**n, "du_corpus": True} if n in nouvelles else n for n in lignes
        )


def _nommer_les_nomenclatures(nom: str, rangees: list[Rangee], tables: Tables) -> list[Rangee]:
    """Say of what nomenclature each occupation brought is, unless it is of the common table's."""
    dossier = nom.rpartition("/")[0]
    listes = tables.get(f"{dossier}/{INSTRUMENT}#liste", ())
    siennes = list(dict.fromkeys(str(liste.get("nomenclature")) for liste in listes))
    return [_de_sa_nomenclature(rangee, siennes, tables) for rangee in rangees]


def _de_sa_nomenclature(rangee: Rangee, siennes: list[str], tables: Tables) -> Rangee:
    """A row with its nomenclature: said, or that of the lists beside it, or the only one."""
    code, dite = rangee.texte("code"), rangee.optionnel("nomenclature")
    lisent = [str(n["id"]) for n in tables.get(NOMENCLATURES, ()) if _lit(n, code)]
    if dite is not None and dite not in lisent:
        raise rangee.erreur("nomenclature", f"« {code} » n'est pas un code de « {dite} »")
    des_listes = [n for n in siennes if n in lisent]
    possibles = [dite] if dite else des_listes or lisent
    if not possibles:
        probleme = f"« {code} » ne se lit dans aucune nomenclature"
        raise rangee.erreur("code", f"{probleme} : donnez-la dans {INSTRUMENT}")
    if len(possibles) > 1:
        probleme = f"« {code} » se lit en {' ou '.join(possibles)}"
        raise rangee.erreur("nomenclature", f"{probleme} : dites laquelle dans cette colonne")
    ici = possibles[0]
    communes = {_cle(APPORTS[2], ligne) for ligne in tables.get(METIERS, ())}
    commune = (code, "") in communes and lisent[0] == ici
    return Rangee(
        rangee.fichier, rangee.numero, {**rangee.ligne, "nomenclature": "" if commune else ici}
    )


def _lit(nomenclature: Ligne, code: str) -> bool:
    return re.fullmatch(str(nomenclature["forme"]), code) is not None


def _classer(avant: Tables, tables: Tables) -> None:
    """Check that every occupation brought has a known domain."""
    domaines = {ligne.get("imprime") for ligne in tables.get("domaines.csv", ())}
    for nom, _ in _apportes(avant, APPORTS[2]):
        for rangee in _rangees(nom, avant[nom], APPORTS[2]):
            domaine = rangee.optionnel("domaine")
            if domaine and domaine not in domaines:
                raise rangee.erreur("domaine", f"« {domaine} » n'est pas dans domaines.csv")
