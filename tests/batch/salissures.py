"""A clean file of applications, and the ways offices write the same: each a function of a file."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from opposable.law.corpus import Corpus
    from opposable.recherche.noms import Noms

CHAMPS = ("id", "nationalite", "metier", "departement", "type", "depose_le", "examine_le")
MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
TITRES = {
    "id": ("N°", "Numéro de dossier", "Dossier", "Réf.", "IDENTIFIANT"),
    "nationalite": ("Nationalité", "NATIONALITE", "Pays", "Nationalité du salarié", "nationalité "),
    "metier": ("Métier", "Code ROME", "Emploi", "METIER", "Code métier"),
    "departement": ("Département", "Dépt", "DEP.", "Lieu de travail", "Code postal"),
    "type": ("Type de demande", "TYPE", "Démarche", "Procédure"),
    "depose_le": ("Date de dépôt", "Déposé le", "DATE DEPOT", "Reçu le", "Date de la demande"),
    "examine_le": ("Date d’examen", "Examiné le", "Date de décision"),
}
TYPES = {
    "introduction": ("Introduction", "INTRODUCTION", "intro", "Demande d'introduction"),
    "changement_statut": ("Changement de statut", "CHANGEMENT DE STATUT", "chgt de statut"),
    "renouvellement": ("Renouvellement", "RENOUVELLEMENT", "Renouvellement d’autorisation"),
}
VILLES = {"35": "Rennes", "69": "Lyon", "13": "Marseille", "01": "Bourg-en-Bresse", "2A": "Ajaccio"}


@dataclass
class Fichier:
    """A file being dirtied.

    Attributes:
        lignes: Cells of each row, by field.
        titres: Title of each field, in order.
        sales: Fields of each row that were written otherwise.
        fautes: Fields of each row that no one may understand.
    """

    lignes: list[dict[str, str]]
    corpus: Corpus
    noms: Noms
    titres: dict[str, str] = field(default_factory=lambda: {c: c for c in CHAMPS})
    sales: list[set[str]] = field(default_factory=list)
    fautes: list[set[str]] = field(default_factory=list)
    avant: str = ""
    queue: int = 0
    separateur: str = ","
    encodage: str = "utf-8"
    fin: str = "\n"
    cite: bool = False
    classeur: bool = False
    autres_feuilles: int = 0
    vides: bool = False
    absente: str = ""
    fixes: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.sales = [set() for _ in self.lignes]
        self.fautes = [set() for _ in self.lignes]

    def changer(self, rang: int, champ: str, ecrit: str, *, faute: bool = False) -> None:
        """Write a cell otherwise."""
        self.lignes[rang][champ] = ecrit
        self.sales[rang].add(champ)
        if faute:
            self.fautes[rang].add(champ)


def titres(f: Fichier, rng: Random) -> None:
    """French headings."""
    changes = [c for c in f.titres if c not in f.fixes and rng.random() < 0.7]
    f.titres |= {c: rng.choice(TITRES[c]) for c in changes}


def jours(f: Fichier, rng: Random) -> None:
    """Days in French, in letters, with hours, in any time zone."""
    for rang, ligne in enumerate(f.lignes):
        for champ in ("depose_le", "examine_le"):
            if ligne[champ] and champ not in f.sales[rang]:
                f.changer(rang, champ, _jour(date.fromisoformat(ligne[champ]), rng))


def _jour(jour: date, rng: Random) -> str:
    j, m, a = jour.day, jour.month, jour.year
    heure = f"{rng.randrange(24):02}:{rng.randrange(60):02}"
    midi = datetime(a, m, j, rng.randrange(24), rng.randrange(60), tzinfo=ZoneInfo("Europe/Paris"))
    ailleurs = midi.astimezone(ZoneInfo(rng.choice(["UTC", "Asia/Tokyo", "America/Lima"])))
    return rng.choice(
        [
            f"{j:02}/{m:02}/{a}",
            f"{j}/{m}/{a}",
            f"{j:02}-{m:02}-{a}",
            f"{j:02}.{m:02}.{a}",
            f"{j}{'er' if j == 1 else ''} {MOIS[m - 1]} {a}",
            f"le {j} {MOIS[m - 1].upper()} {a}",
            f"{j:02}/{m:02}/{a} {heure}",
            f"{j:02}/{m:02}/{a} à {heure.replace(':', 'h')}",
            f"{a}-{m:02}-{j:02} {heure}:00",
            f"{a}-{m:02}-{j:02}T{heure}:00",
            f"{a}{m:02}{j:02}",
            f"{a}/{m:02}/{j:02}",
            ailleurs.isoformat(),
        ]
    )


def annees_courtes(f: Fichier, rng: Random) -> None:
    """A year of two figures: no one may say which."""
    rang = rng.randrange(len(f.lignes))
    if "depose_le" not in f.sales[rang]:
        jour = date.fromisoformat(f.lignes[rang]["depose_le"])
        f.changer(rang, "depose_le", f"{jour:%d/%m/%y}", faute=True)


def jours_impossibles(f: Fichier, rng: Random) -> None:
    """A day no calendar has, a month first, a number of a spreadsheet."""
    rang = rng.randrange(len(f.lignes))
    ecrit = rng.choice(["31/02/2008", "03/25/2008", "39517", "hier", "2008", "00/03/2008"])
    f.changer(rang, "depose_le", ecrit, faute=True)


def lieux(f: Fichier, rng: Random) -> None:
    """Departments without zero, with one too many, named, as postcodes, beside a town."""
    for rang, ligne in enumerate(f.lignes):
        code = ligne["departement"]
        if not code or "departement" in f.sales[rang]:
            continue
        nom = f.corpus.departements[code].nom
        ville = VILLES.get(code, "Saint-Martin")
        postal = f"{'20' if code[0] == '2' and code[1] in 'AB' else code}".ljust(2, "0")
        formes = [
            code.lower(),
            code.zfill(3),
            nom,
            nom.upper(),
            f"{code} - {nom}",
            f"{nom} ({code})",
        ]
        formes += [f"{ville} ({code})", f"{code} {nom}", f"Département {code}", f"{ville}, {nom}"]
        if code.isdigit():
            formes += [code.lstrip("0"), f"{postal:0<5}", f"{postal:0<5} {ville.upper()}"]
        f.changer(rang, "departement", rng.choice(formes))


def lieux_douteux(f: Fichier, rng: Random) -> None:
    """A place that may be two, or none."""
    rang = rng.randrange(len(f.lignes))
    ecrit = rng.choice(["20", "Corse", "Ille-et-Vilaine (36)", "99", "Atlantide", "12 rue du Nord"])
    f.changer(rang, "departement", ecrit, faute=True)


def nationalites(f: Fichier, rng: Random) -> None:
    """Nationalities in words: country, inhabitants, any case; codes in lower case."""
    pays = {ligne["code"]: ligne for ligne in f.noms.pays}
    for rang, ligne in enumerate(f.lignes):
        code = ligne["nationalite"]
        if "nationalite" in f.sales[rang] or code not in pays or pays[code]["pour"]:
            continue  # the word for a territory names the State of its people, its code does not
        nom = f.corpus.nationalites[code].nom.fr
        formes = [code.lower(), code.capitalize(), f"{code} {nom}", f"{code} - {nom}", nom]
        formes += [pays[code][c] for c in ("masculin", "feminin") if pays[code][c]]
        ecrit = rng.choice(formes)
        f.changer(rang, "nationalite", rng.choice([ecrit, ecrit.upper(), f" {ecrit} "]))


def nationalites_douteuses(f: Fichier, rng: Random) -> None:
    """A word for two countries, or for none."""
    rang = rng.randrange(len(f.lignes))
    ecrit = rng.choice(["Congo", "Corée", "Zzyzx", "africaine", "PO", "Guinée ?"])
    f.changer(rang, "nationalite", ecrit, faute=True)


def metiers(f: Fichier, rng: Random) -> None:
    """Codes of occupations with their label, a decimal, spaces."""
    for rang, ligne in enumerate(f.lignes):
        code = ligne["metier"]
        if "metier" in f.sales[rang]:
            continue
        nom = f.corpus.metiers[code].intitule
        formes = [f"{code}.0", f" {code} ", f"{code} {nom}", f"{nom} ({code})", f"ROME {code}", nom]
        f.changer(rang, "metier", rng.choice(formes))


def metiers_douteux(f: Fichier, rng: Random) -> None:
    """Two codes, a word that names none, a label that is not that of the code."""
    rang = rng.randrange(len(f.lignes))
    autres = [m for m in f.corpus.metiers if m != f.lignes[rang]["metier"]]
    un, deux = rng.sample(autres, 2)
    f.changer(rang, "metier", rng.choice([f"{un} / {deux}", "chef", "123", "zzzz"]), faute=True)


def types(f: Fichier, rng: Random) -> None:
    """Kinds of application in words, any case."""
    for rang, ligne in enumerate(f.lignes):
        if "type" not in f.sales[rang]:
            f.changer(rang, "type", rng.choice(TYPES[ligne["type"]]))


def types_douteux(f: Fichier, rng: Random) -> None:
    """A kind no one can tell."""
    rang = rng.randrange(len(f.lignes))
    f.changer(rang, "type", rng.choice(["première demande", "APT", "1", "oui"]), faute=True)


def non_dits(f: Fichier, rng: Random) -> None:
    """A fact said not to be known, where it is not."""
    for rang, ligne in enumerate(f.lignes):
        if not ligne["examine_le"]:
            f.changer(rang, "examine_le", rng.choice(["non renseigné", "N/A", "inconnue", " "]))


def sep(f: Fichier, _rng: Random) -> None:
    """The delimiter stated on the first line."""
    f.avant = f.avant or f"sep={f.separateur}\n"


def lignes_vides(f: Fichier, rng: Random) -> None:
    """Empty lines first, and between rows."""
    f.avant += "\n" * rng.randrange(1, 4)
    f.vides = rng.random() < 0.5


def au_dessus(f: Fichier, rng: Random) -> None:
    """A heading above the table."""
    f.avant += rng.choice(["Demandes de mars 2008\n", "DIRECCTE\nService : main-d'œuvre\n\n"])


def colonnes_vides(f: Fichier, rng: Random) -> None:
    """Empty columns at the right."""
    f.queue = rng.randrange(1, 6)


def delimiteur(f: Fichier, rng: Random) -> None:
    """Semicolon, tabulation, bar."""
    if not f.avant.startswith("sep="):
        f.separateur = rng.choice([";", "\t", "|"])


def encodage(f: Fichier, rng: Random) -> None:
    """The encoding of an old spreadsheet, or a mark."""
    f.encodage = rng.choice(["cp1252", "utf-8-sig"])


def fins(f: Fichier, rng: Random) -> None:
    """Line ends of another system, every cell quoted."""
    f.fin, f.cite = "\r\n", rng.random() < 0.5


def ordre(f: Fichier, rng: Random) -> None:
    """Columns in another order."""
    champs = list(f.titres)
    rng.shuffle(champs)
    f.titres = {c: f.titres[c] for c in champs}


def espaces(f: Fichier, rng: Random) -> None:
    """Spaces around cells, some that never break."""
    for rang, ligne in enumerate(f.lignes):
        for champ in ligne:
            if champ != "id" and rng.random() < 0.3:
                ligne[champ] = f"{rng.choice([' ', '  ', chr(160)])}{ligne[champ]} "
                f.sales[rang].add(champ)


def sans_colonne(f: Fichier, rng: Random) -> None:
    """A column headed by a word that may mean anything."""
    f.absente = rng.choice(["depose_le", "type"])
    f.fixes.add(f.absente)
    f.titres[f.absente] = {"depose_le": "Date", "type": "Objet"}[f.absente]


def tableur(f: Fichier, rng: Random) -> None:
    """A workbook, with a notice on a sheet before."""
    f.classeur, f.autres_feuilles = True, rng.randrange(3)


SURES: tuple[Callable[[Fichier, Random], None], ...] = (
    titres, jours, lieux, nationalites, metiers, types, non_dits, sep, lignes_vides, au_dessus,
    colonnes_vides, delimiteur, encodage, fins, ordre, espaces,
)  # fmt: skip
"""Ways of writing that leave no doubt."""
DOUTEUSES: tuple[Callable[[Fichier, Random], None], ...] = (
    annees_courtes, jours_impossibles, lieux_douteux, nationalites_douteuses, metiers_douteux,
    types_douteux, sans_colonne,
)  # fmt: skip
"""Ways that have to be told."""
TOUTES = (*SURES, *DOUTEUSES)


def ecrire(f: Fichier) -> tuple[bytes, list[int]]:
    """Return the bytes of a file, and the line of each row."""
    if f.classeur:
        return _en_classeur(f)
    texte = io.StringIO(newline="")
    texte.write(f.avant.replace("\n", f.fin))
    citation: Literal[0, 1] = 1 if f.cite else 0
    ecrivain = csv.writer(texte, delimiter=f.separateur, lineterminator=f.fin, quoting=citation)
    ligne = f.avant.count("\n") + 1
    ecrivain.writerow([*f.titres.values(), *[""] * f.queue])
    lignes = []
    for rangee in f.lignes:
        if f.vides:
            texte.write(f.fin)
            ligne += 1
        ligne += 1
        lignes.append(ligne)
        ecrivain.writerow([*(rangee[c] for c in f.titres), *[""] * f.queue])
    return texte.getvalue().encode(f.encodage, "replace"), lignes


def _en_classeur(f: Fichier) -> tuple[bytes, list[int]]:
    octets = io.BytesIO()
    with xlsxwriter.Workbook(octets, {"in_memory": True}) as classeur:
        for rang in range(f.autres_feuilles):
            classeur.add_worksheet(f"Notice {rang}").write_string(0, 0, "Lisez-moi")
        feuille = classeur.add_worksheet("Demandes")
        feuille.write_row(1, 1, list(f.titres.values()))
        for rang, rangee in enumerate(f.lignes, 2):
            for place, champ in enumerate(f.titres, 1):
                feuille.write_string(rang, place, rangee[champ])
    return octets.getvalue(), [rang + 3 for rang in range(len(f.lignes))]


def jour_au_hasard(rng: Random, debut: date, jours: int) -> date:
    """Return a day."""
    return debut + timedelta(days=rng.randrange(jours))
