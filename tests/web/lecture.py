"""What a page is to those who read it: sound HTML, and words of one language."""

import re
from html.parser import HTMLParser

from opposable.ecrit.typographie import composer
from opposable.web.socle import droit
from opposable.web.socle.domaines import domaines
from web.traductions import PO, entrees

LOURD = 150_000
"""Bytes of a page of the catalogue with its style sheets, at most."""
STYLES = 20_000
"""Bytes of style sheets that a page asks for, at most."""
VIDES = {"meta", "link", "br", "input", "hr", "img", "rect", "path", "circle"}
SANS_FIN = frozenset({"area", "base", "br", "hr", "img", "input", "link", "meta", "wbr"})
LOGICIEL = frozenset({"code", "pre", "script", "style"})
NOMMANTS = frozenset({"title", "meta"})
"""Elements that cannot mark a part of themselves as French: labels of the law stand there."""
DITS = ("alt", "aria-label", "content", "placeholder", "title")
"""Attributes that people read or hear."""
MOTS_FRANCAIS = """
au aux avec ce ces cette dans de des du elle elles est et il ils la le les leur leurs ne ni nous
ou où par pas pour qu que qui sa sans ses sont sur un une vos votre vous à été être déjà après
métier métiers région régions réponse réponses demande texte lecture liste listes arrêté
circulaire travail emploi aucun aucune jour jours
"""
ESPACE_FRANCAISE = re.compile(r"[\s\u00a0\u202f][:;?!](?:\s|$)|[«»]")
ESPACE_SECABLE = re.compile(r"\S [:;?!»](?:\s|$)|« ")
ADRESSE = re.compile(r"(?:https?:/|(?<=\s))/\S+")


class Lue(HTMLParser):
    """A page read tag by tag: what is open, headings, ids, what refers to them."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.ouvertes: list[str] = []
        self.fautes: list[str] = []
        self.titres: list[int] = []
        self.ids: list[str] = []
        self.renvois: set[str] = set()
        self.feed(page.decode())
        self.fautes += self.ouvertes

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag and what it bears."""
        dits = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.titres.append(int(tag[1]))
        self.ids += [dits["id"] or ""] if "id" in dits else []
        for nom in ("for", "aria-labelledby", "aria-describedby"):
            self.renvois |= set((dits.get(nom) or "").split())
        if tag == "a" and (dits.get("href") or "").startswith("#"):
            self.renvois.add((dits["href"] or "")[1:])
        ecrit = tag == "script" and "src" not in dits
        if "style" in dits or ecrit or any(n.startswith("on") for n in dits):
            self.fautes.append(f"{tag} : style ou script")
        if tag not in VIDES:
            self.ouvertes.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the last tag open, which must be this one."""
        if tag in VIDES:
            return
        if not self.ouvertes or self.ouvertes.pop() != tag:
            self.fautes.append(f"</{tag}>")


def tares(page: bytes) -> list[str]:
    """Return what is wrong with a page.

    It is to be well formed, with one h1, headings in order and links that land.
    """
    lue = Lue(page)
    ordre = all(b - a <= 1 for a, b in zip(lue.titres, lue.titres[1:], strict=False))
    tenue = {
        "un seul h1, le premier": lue.titres.count(1) == 1 and lue.titres[0] == 1,
        "titres dans l’ordre": ordre,
        "identifiants uniques": len(lue.ids) == len(set(lue.ids)),
    }
    perdus = [f"#{renvoi} ne mène à rien" for renvoi in sorted(lue.renvois - set(lue.ids))]
    return [*lue.fautes, *(nom for nom, tient in tenue.items() if not tient), *perdus]


class Lecteur(HTMLParser):
    """Reads a page, and keeps what it says in the language of the page, element by element."""

    def __init__(self) -> None:
        super().__init__()
        self.langue = ""
        self.dits: list[tuple[str, str]] = []
        self._pile: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element: its language is its own, or that around it."""
        propres = {nom: valeur or "" for nom, valeur in attrs}
        langue = "" if tag in LOGICIEL else propres.get("lang", self._pile[-1][1])
        if tag == "html":
            self.langue = langue
        if langue == self.langue:
            self.dits += [(tag, propres[nom]) for nom in DITS if propres.get(nom)]
        if tag not in SANS_FIN:
            self._pile.append((tag, langue))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those left open inside it."""
        while tag not in SANS_FIN and len(self._pile) > 1 and self._pile.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep a text said in the language of the page."""
        tag, langue = self._pile[-1]
        if langue == self.langue and data.strip():
            self.dits.append((tag, data))


def _un_de(noms: set[str]) -> re.Pattern[str]:
    """Return what finds any of these names, as written and as composed."""
    formes = noms | {composer(nom) for nom in noms}
    longs_d_abord = sorted(formes - {""}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longs_d_abord))})(?!\w)")


class Detecteur:
    """Finds French on a page in English; names of places and identifiers are no words."""

    def __init__(self) -> None:
        corpus = droit.corpus()
        lieux = {r.nom for v in corpus.territoires for r in corpus.regions_de(v).values()}
        lieux |= {departement.nom for departement in corpus.departements.values()}
        libelles = {metier.intitule for metier in corpus.metiers.values()}
        self._noms = _un_de(lieux | set(corpus.lectures) | set(corpus.dispositions))
        self._libelles = _un_de(libelles | {d.nom for d in domaines(corpus).values()})
        self._mots = frozenset(MOTS_FRANCAIS.split())
        self._traduits = {e.dit for e in entrees(PO) if e.dit not in e.traductions}

    def trouver(self, page: str) -> list[str]:
        """Return what is French on a page, or the language it wrongly declares."""
        lecteur = Lecteur()
        lecteur.feed(page)
        if lecteur.langue != "en":
            return [f"lang={lecteur.langue!r}"]
        return [dit for tag, dit in lecteur.dits if self._francais(tag, dit)]

    def _francais(self, tag: str, dit: str) -> bool:
        if dit.strip() in self._traduits:
            return True
        if not self._suspect(dit):
            return False  # nor is what is left of it once names are taken away
        reste = self._libelles.sub("", dit) if tag in NOMMANTS else dit
        return self._suspect(reste, self._noms.sub("", ADRESSE.sub("", reste)))

    def _suspect(self, dit: str, sans_noms: str | None = None) -> bool:
        mots = re.findall(r"\w+", (dit if sans_noms is None else sans_noms).lower())
        return bool(ESPACE_FRANCAISE.search(dit)) or not self._mots.isdisjoint(mots)


def secables(page: str) -> list[str]:
    """Return the texts of a page in French that a line may break before a colon or its like."""
    lecteur = Lecteur()
    lecteur.feed(page)
    assert lecteur.langue == "fr"
    return [dit for _, dit in lecteur.dits if ESPACE_SECABLE.search(dit)]
