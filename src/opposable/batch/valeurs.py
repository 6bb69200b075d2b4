"""Values as people write them, read as those of the contract where they leave no doubt."""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from pkgutil import get_data
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from opposable.batch.jours import JourObscurError, lire_jour
from opposable.decision.demande import DATES
from opposable.ecrit.repli import replier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from opposable.law.corpus import Corpus

PLURIEL = re.compile(r"\s*[+/]\s*")
POSTAL = re.compile(r"(?<!\d)(\d{5})(?!\d)")
ENTIER = re.compile(r"(\d+)[.,]0+")
LIEU = r"(0?2[ABab]|\d{1,3})"
CODES = (
    re.compile(rf"^{LIEU}$"),
    re.compile(rf"\(\s*{LIEU}\s*\)"),
    re.compile(rf"^{LIEU}\s*[-–—:]\s*[^\d]+$"),
    re.compile(rf"^{LIEU}\s+[^\d]+$"),
    re.compile(r"^[^\d]+\s[-–—]\s*(2[ABab]|\d{2,3})$"),
    re.compile(rf"(?i)\bd(?:[ée]p(?:artement|t)?|pt)\.?\s*(?:n°\s*|no\s*)?{LIEU}$"),
)
"""Where the code of a place may stand beside other words."""
PARTIES = re.compile(r"[(),;:/]|\s[-–—]\s")
CHIFFRES = re.compile(r"\b(?:0?2[ab]|\d+)\b")
ARTICLES = re.compile(r"^\s*(?:departement|dept|dpt|region)\b\s*(?:des|du|de la|de l|de|d)?\b")
JETON = re.compile(r"[0-9A-Za-z]+(?:-[0-9]+)?")
"""What may be the code of an occupation."""
VOIE = re.compile(
    r"\b(?:rue|avenue|av|bd|boulevard|place|chemin|route|impasse|quai|allees?|cours|square|zi|za)\b"
)
"""Words of an address: the number before them is that of a street."""
CORSE = frozenset({"20", "corse", "020"})
OUTRE_MER = "97"
LONGUEUR = 200
"""Characters of a cell that may be words."""


class Sens(Protocol):
    """What words mean: the code they name for sure, or what they may mean."""

    @property
    def code(self) -> str:
        """The code, empty where none is sure."""

    @property
    def propositions(self) -> tuple[str, ...]:
        """What they may mean, told to a person."""

    @property
    def non_dit(self) -> bool:
        """Whether they say that the fact is not known."""


class Mots(Protocol):
    """Reads the words for nationalities and occupations: the search is not of this floor."""

    def nationalite(self, texte: str) -> Sens:
        """Read a nationality, or several."""

    def metier(self, texte: str) -> Sens:
        """Read an occupation."""

    def intitule(self, code: str) -> str:
        """Return the label of an occupation, empty where none is known."""


class Lue(NamedTuple):
    """What a cell says.

    Attributes:
        valeur: The value of the contract; empty where the fact is said not to be known.
        raison: Why it is not understood; empty where it is, or where nothing better is known
            than what `decide` says.
        comprise: Whether it is understood.
    """

    valeur: str = ""
    raison: str = ""
    comprise: bool = False


RIEN = Lue()


@cache
def donnees() -> Mapping[str, Any]:
    """Return the titles and the words of files, as the data state them."""
    # The package may be an archive: a cluster is sent it so.
    octets = get_data("opposable.batch", "donnees/titres.toml")
    return tomllib.loads((octets or b"").decode())


class Valeurs:
    """Reads the cells that the rule refuses.

    Args:
        corpus: The law.
        mots: Reads the words for nationalities and occupations; None reads codes alone.
    """

    def __init__(self, corpus: Corpus, mots: Mots | None = None) -> None:
        self._corpus = corpus
        self._mots = mots
        self._non_dit = frozenset(donnees()["non_dit"]["mots"])

    @cached_property
    def _departements(self) -> dict[str, str]:
        return _noms((c, d.nom) for c, d in self._corpus.departements.items())

    @cached_property
    def _regions(self) -> dict[str, str]:
        return _noms((c, r.nom) for c, r in self._corpus.regions.items())

    def lire(self, champ: str, texte: str) -> Lue:
        """Return what a cell says of a field."""
        net = " ".join(texte.split())
        plie = replier(net)
        if not plie or (plie in self._non_dit and champ != "nationalite"):
            return Lue("", comprise=True)
        if "?" in net:
            return Lue(raison=f"« {net} » dit un doute : levez-le, ou laissez la cellule vide")
        if champ in DATES or champ.endswith("_le"):
            return _jour(net)
        if len(net) > LONGUEUR:
            return RIEN
        lire = self._lecteur(champ)
        return RIEN if lire is None else lire(champ, net)

    def _lecteur(self, champ: str) -> Callable[[str, str], Lue] | None:
        """Return what reads a field; those added to the contract later are read by their names."""
        for racine, lire in (
            ("nationalite", self._nationalite),
            ("metier", self._metier),
            ("departement", self._departement),
            ("region", self._region),
        ):
            if champ.startswith(racine):
                return lire
        return self._parmi if champ in self._corpus.valeurs else None

    def _nationalite(self, _champ: str, texte: str) -> Lue:
        connues = self._corpus.nationalites
        codes = [code.upper() for code in PLURIEL.split(texte)]
        if all(code in connues for code in codes):
            return Lue("+".join(dict.fromkeys(codes)), comprise=True)
        code, _, reste = texte.partition(" ")
        nom = reste.strip(" -–—:()")
        if code.upper() in connues and replier(nom) == replier(connues[code.upper()].nom.fr):
            return Lue(code.upper(), comprise=True)
        return self._par_les_mots(texte, self._mots.nationalite if self._mots else None)

    def _metier(self, _champ: str, texte: str) -> Lue:
        entier = ENTIER.fullmatch(texte)
        texte = entier[1] if entier else texte
        codes = {
            c for c in re.findall(r"[0-9A-Za-z]+(?:-[0-9]+)?", texte) if self._est_metier(c.upper())
        }
        if not codes:
            return self._par_les_mots(texte, self._mots.metier if self._mots else None)
        if len(codes) > 1:
            dits = " ou ".join(sorted(codes))
            return Lue(raison=f"« {texte} » nomme plusieurs métiers, {dits} : gardez-en un")
        code = codes.pop()
        return self._code_nomme(texte, code, replier(texte.replace(code, " ")))

    def _code_nomme(self, texte: str, code: str, nom: str) -> Lue:
        """Read a code beside a name: the name must be its own."""
        haut = code.upper()
        connu = self._corpus.metiers.get(haut)
        intitule = connu.intitule if connu is not None else ""
        intitule = intitule or (self._mots.intitule(haut) if self._mots else "")
        if not nom or nom in {"rome", "code rome", "code", replier(intitule)}:
            return Lue(haut, comprise=True)
        if self._mots is not None:
            sens = self._mots.metier(nom)
            if sens.code == haut or any(dit.startswith(haut) for dit in sens.propositions):
                return Lue(haut, comprise=True)
        dit = f", qui est « {intitule} »" if intitule else ""
        deux = f"« {texte} » : le nom n'est pas celui du code {haut}{dit}"
        return Lue(raison=f"{deux} ; gardez l'un ou l'autre")

    def _est_metier(self, code: str) -> bool:
        corpus = self._corpus
        return code in corpus.metiers or any(n.ecrit(code) for n in corpus.employees)

    def _par_les_mots(self, texte: str, lire: Callable[[str], Sens] | None) -> Lue:
        if lire is None:
            return RIEN
        sens = lire(texte)
        if sens.code or sens.non_dit:
            return Lue(sens.code, comprise=True)
        if not sens.propositions:
            return RIEN
        dits = " ou ".join(sens.propositions)
        return Lue(raison=f"« {texte} » peut se lire {dits} : écrivez le code voulu")

    def _departement(self, _champ: str, texte: str) -> Lue:
        """Read a department: its code, its name, a postcode, a place with one of these."""
        entier = ENTIER.fullmatch(texte)
        texte = entier[1] if entier else texte
        connus = self._corpus.departements
        postaux = [c for postal in POSTAL.findall(texte) for c in _du_code_postal(postal)]
        dits = postaux or [forme for code in _codes(texte) for forme in _formes(code)]
        trouves = {code for code in dits if code in connus}
        trouves |= _nommes(texte, self._departements)
        if replier(texte) in CORSE:
            return Lue(raison=f"« {texte} » : la Corse a deux départements, 2A et 2B : choisissez")
        return _seul(texte, {code: connus[code].nom for code in sorted(trouves)})

    def _region(self, _champ: str, texte: str) -> Lue:
        """Read a region: its code or its name."""
        entier = ENTIER.fullmatch(texte)
        texte = entier[1] if entier else texte
        connues = self._corpus.regions
        trouves = {code.zfill(2) for code in _codes(texte)} & connues.keys()
        trouves |= _nommes(texte, self._regions)
        return _seul(texte, {code: connues[code].nom for code in sorted(trouves)})

    def _parmi(self, champ: str, texte: str) -> Lue:
        """Read a value chosen among a few."""
        plie = replier(texte)
        mots = donnees()["valeurs"].get(champ, {})
        for valeur in self._corpus.valeurs[champ]:
            if plie == replier(valeur) or plie in mots.get(valeur, ()):
                return Lue(valeur, comprise=True)
        return RIEN


def _jour(texte: str) -> Lue:
    try:
        return Lue(lire_jour(texte[:LONGUEUR]).isoformat(), comprise=True)
    except JourObscurError as erreur:
        return Lue(raison=str(erreur))


def _noms(paires: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return codes by folded name."""
    return {replier(nom): code for code, nom in paires}


def _nommes(texte: str, noms: Mapping[str, str]) -> set[str]:
    """Return the codes of the names that stand alone in a part of a text.

    A name inside other words is not said: « gare du Nord » is not in the department of that name.
    """
    trouves = set()
    for partie in map(replier, PARTIES.split(texte)):
        chiffres = CHIFFRES.findall(partie)
        code = noms.get(ARTICLES.sub("", CHIFFRES.sub("", partie)).strip())
        if code and all(code in _formes(dit.upper()) for dit in chiffres):
            trouves.add(code)
    return trouves


def _codes(texte: str) -> list[str]:
    """Return the codes of a place that a text states, alone or beside words; no street number."""
    if VOIE.search(replier(texte)):
        return []
    trouves = [motif.search(texte) for motif in CODES]
    return [trouve[1].upper() for trouve in trouves if trouve]


def _formes(code: str) -> set[str]:
    """Return the ways to write a code, with its zeros or without."""
    return {code, code.lstrip("0").zfill(2)}


def _seul(texte: str, trouves: Mapping[str, str]) -> Lue:
    """Return the only place found, or ask which."""
    if len(trouves) > 1:
        dits = " ou ".join(f"{code} ({nom})" for code, nom in trouves.items())
        return Lue(raison=f"« {texte} » peut se lire {dits} : écrivez le code voulu")
    return Lue(next(iter(trouves)), comprise=True) if trouves else RIEN


def _du_code_postal(postal: str) -> list[str]:
    """Return the department of a postcode."""
    if postal.startswith(OUTRE_MER):
        return [postal[:3]]
    if postal.startswith("20"):
        return ["2A" if postal[2] in "01" else "2B"]
    return [postal[:2]]
