"""What the texts promise about themselves: counts, inclusions, order; held or broken.

A broken promise that the register of defects explains is shown; any other stops the loading.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from opposable.errors import LawDataError
from opposable.law.cellule import Rangee

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from opposable.ecrit.bilingue import Bilingue
    from opposable.law.corpus import Corpus
    from opposable.law.entree import Entree
    from opposable.law.liste import Liste
    from opposable.law.tables import Table

PROMESSES = "promesses.toml#promesse"


@dataclass(frozen=True, slots=True)
class Promesse:
    """A promise, and what the data show.

    Attributes:
        id: Identifier.
        ancre: Place that promises.
        fr: French sentence; `en` the English one.
        attendu: What the text says.
        constat: What is found.
        tenue: Whether both agree.
        lecture: Reading that explains the gap, None where the promise is held.
    """

    id: str
    ancre: str
    texte: Bilingue
    attendu: tuple[str, ...]
    constat: tuple[str, ...]
    tenue: bool
    lecture: str | None


def verifier(corpus: Corpus) -> tuple[Promesse, ...]:
    """Measure every promise of `promesses.toml` on a corpus.

    Raises:
        LawDataError: A promise names a measure or a list that does not exist.
    """
    promesses = tuple(
        _mesurer(corpus, Rangee(PROMESSES, i, ligne)) for i, ligne in enumerate(_lues(corpus), 1)
    )
    if len({promesse.id for promesse in promesses}) != len(promesses):
        raise LawDataError(PROMESSES, "deux promesses ont le même identifiant", champ="id")
    return promesses


def _lues(corpus: Corpus) -> Table:
    if PROMESSES not in corpus.tables:
        raise LawDataError(PROMESSES, "aucune promesse : le texte n'est vérifié en rien")
    return corpus.tables[PROMESSES]


def exiger(corpus: Corpus) -> None:
    """Check that every promise is held, or broken just as the register says.

    Raises:
        LawDataError: A gap that no reading explains.
    """
    for promesse, ligne in zip(verifier(corpus), _lues(corpus), strict=True):
        explique = tuple(ligne["ecarts"] if "ecarts" in ligne else ligne["attendu"])
        if promesse.constat != explique:
            raise LawDataError(
                "promesses.toml",
                f"« {promesse.texte.fr} » Trouvé : {_dire(promesse.constat)} ; attendu : "
                f"{_dire(explique)}. Corrigez la liste, ou inscrivez le défaut au registre",
                champ=promesse.id,
            )


def _dire(valeurs: tuple[str, ...]) -> str:
    return " ; ".join(valeurs) or "rien"


def _mesurer(corpus: Corpus, rangee: Rangee) -> Promesse:
    mesure = MESURES.get(rangee.texte("mesure"))
    if mesure is None:
        raise rangee.erreur("mesure", f"mesure inconnue : {rangee.texte('mesure')!r}")
    try:
        constat = tuple(mesure(corpus, *rangee.mots("sur")))
    except KeyError as erreur:
        raise rangee.erreur("sur", f"liste ou chiffre inconnu : {erreur}") from erreur
    except (TypeError, ValueError) as erreur:
        raise rangee.erreur("sur", f"mesure impossible ({erreur})") from erreur
    attendu = rangee.mots("attendu")
    tenue = constat == attendu
    lecture = None if tenue else rangee.optionnel("lecture")
    if lecture is not None and lecture not in corpus.lectures:
        raise rangee.erreur("lecture", f"lecture inconnue : {lecture}")
    textes = (rangee.texte("id"), rangee.ancre(), rangee.bilingue("fr", "en"))
    return Promesse(*textes, attendu, constat, tenue, lecture)


# -- measures: each takes the corpus and the names it is measured on, and yields findings --------


def _lignes(corpus: Corpus, liste: str) -> Iterable[str]:
    return [str(len(corpus.toutes_listes[liste].entrees))]


def _codes(corpus: Corpus, liste: str) -> Iterable[str]:
    return [str(len({e.metier_imprime for e in corpus.toutes_listes[liste].entrees}))]


def _rubriques(corpus: Corpus, liste: str) -> Iterable[str]:
    return [str(len({e.domaine for e in corpus.toutes_listes[liste].entrees}))]


def _domaines(corpus: Corpus, liste: str) -> Iterable[str]:
    return [str(len(_comptes(corpus, corpus.toutes_listes[liste].entrees)))]


def _domaines_cadre(corpus: Corpus, liste: str) -> Iterable[str]:
    return [str(len(_comptes(corpus, corpus.toutes_listes[liste].cadre)))]


def _comptes(corpus: Corpus, entrees: Iterable[Entree]) -> set[str]:
    """Domains as they are counted: `compte_avec` merges two headings."""
    avec = {d["imprime"]: d["compte_avec"] for d in corpus.tables["domaines.csv"]}
    return {avec.get(e.domaine) or e.domaine for e in entrees}


def _ordre(corpus: Corpus, liste: str) -> Iterable[str]:
    entrees = corpus.toutes_listes[liste].entrees
    return [
        avant.metier_imprime
        for avant, apres in pairwise(entrees)
        if avant.domaine == apres.domaine and avant.metier_imprime > apres.metier_imprime
    ]


def _somme(corpus: Corpus, *chiffres: str) -> Iterable[str]:
    valeurs = _chiffres(corpus)
    return [str(sum(valeurs[c] for c in chiffres))]


def _part(corpus: Corpus, petit: str, grand: str, part: str) -> Iterable[str]:
    valeurs = _chiffres(corpus)
    pour_cent = 100 * valeurs[petit] * valeurs[part] / valeurs[grand]
    return [f"{pour_cent:.2f}".replace(".", ",")]


def _chiffres(corpus: Corpus) -> dict[str, Decimal]:
    nom = "seuils.toml#chiffre"
    rangees = (Rangee(nom, i, ligne) for i, ligne in enumerate(corpus.tables[nom], 1))
    return {rangee.texte("id"): rangee.nombre("valeur") for rangee in rangees}


def _cadre(corpus: Corpus, liste: str) -> Iterable[str]:
    return [str(len({e.metier for e in corpus.toutes_listes[liste].cadre}))]


def _toutes_regions(corpus: Corpus, liste: str) -> Iterable[str]:
    return [str(len(_nationaux(corpus, corpus.toutes_listes[liste])))]


def _nationaux(corpus: Corpus, liste: Liste) -> list[Entree]:
    return [e for e in liste.entrees if e.zone not in corpus.regions_de(liste.territoires)]


def _regionaux(corpus: Corpus, liste: Liste) -> list[Entree]:
    return [e for e in liste.entrees if e.zone in corpus.regions_de(liste.territoires)]


def _cadre_inclus(corpus: Corpus, liste: str, plus_large: str) -> Iterable[str]:
    large = {e.metier for e in corpus.toutes_listes[plus_large].entrees}
    return sorted({e.metier for e in corpus.toutes_listes[liste].cadre} - large)


def _regions(corpus: Corpus, liste: str) -> Iterable[str]:
    return [str(len({e.zone for e in _regionaux(corpus, corpus.toutes_listes[liste])}))]


def _lignes_regionales(corpus: Corpus, liste: str) -> Iterable[str]:
    return [str(len(_regionaux(corpus, corpus.toutes_listes[liste])))]


def _effectifs(corpus: Corpus, liste: str) -> Iterable[str]:
    imprimes = [e.zone for e in _regionaux(corpus, corpus.toutes_listes[liste])]
    nom = f"instruments/{liste}-effectifs.csv"
    return [
        f"{ligne['region']} : {ligne['annonce']} annoncés, {n} imprimés"
        for ligne in corpus.tables[nom]
        if (n := imprimes.count(ligne["region"])) != int(ligne["annonce"])
    ]


def _hors_cadre(corpus: Corpus, liste: str) -> Iterable[str]:
    return _dans_cadre(corpus, liste, liste)


def _dans_cadre(corpus: Corpus, liste: str, modele: str) -> Iterable[str]:
    cadre = {e.metier for e in corpus.toutes_listes[modele].cadre}
    return sorted(
        f"{e.zone} : {e.metier_imprime}"
        for e in corpus.toutes_listes[liste].entrees
        if e.metier_imprime not in cadre
    )


def _six_absents(corpus: Corpus, liste: str) -> Iterable[str]:
    imprimes = {(e.zone, e.metier) for e in _regionaux(corpus, corpus.toutes_listes[liste])}
    regions = {zone for zone, _ in imprimes}
    nationaux = {e.metier for e in _nationaux(corpus, corpus.toutes_listes[liste])}
    return [str(sum((r, m) not in imprimes for r in regions for m in nationaux))]


def _identiques(corpus: Corpus, liste: str, autre: str) -> Iterable[str]:
    def forme(e: Entree) -> str:
        return f"{e.rang} : {e.metier_imprime} {e.intitule} {e.activite or ''}".strip()

    ici = [forme(e) for e in corpus.toutes_listes[liste].entrees]
    la = [forme(e) for e in corpus.toutes_listes[autre].entrees]
    return sorted(set(ici) ^ set(la)) or ([] if ici == la else ["ordre différent"])


def _fermes_ensuite(corpus: Corpus, liste: str, suivante: str) -> Iterable[str]:
    return sorted(f"{r} : {m}" for r, m in _cellules(corpus, liste) - _cellules(corpus, suivante))


def _cellules(corpus: Corpus, liste: str) -> set[tuple[str, str]]:
    ouvertures = corpus.toutes_listes[liste].ouvertures
    return {(region, m) for m, ouv in ouvertures.items() for region in ouv.par_region}


def _intitules(corpus: Corpus, *listes: str) -> Iterable[str]:
    codes: dict[str, set[str]] = {}
    for liste in listes:
        for entree in (*corpus.toutes_listes[liste].entrees, *corpus.toutes_listes[liste].cadre):
            codes.setdefault(entree.intitule, set()).add(entree.metier_imprime)
    return sorted(f"{i} : {', '.join(sorted(c))}" for i, c in codes.items() if len(c) > 1)


def _etats(corpus: Corpus, liste: str) -> Iterable[str]:
    """Rows of a list by what they are known to do."""
    dits = [entree.constat.value for entree in corpus.toutes_listes[liste].entrees]
    return [f"{dit} : {dits.count(dit)}" for dit in sorted(set(dits))]


def _possible(corpus: Corpus, liste: str) -> Iterable[str]:
    """The number of rows announced, where it lies between what is open and what may be."""
    une = corpus.toutes_listes[liste]
    ouvertes = sum(entree.ouvre for entree in une.entrees)
    peut_etre = sum(not entree.constat.connu for entree in une.entrees)
    tenu = une.nombre is not None and ouvertes <= une.nombre <= ouvertes + peut_etre
    return [str(une.nombre) if tenu else f"entre {ouvertes} et {ouvertes + peut_etre}"]


def _codes_hors(corpus: Corpus, liste: str, autre: str) -> Iterable[str]:
    la = {entree.metier_imprime for entree in corpus.toutes_listes[autre].entrees}
    return sorted({e.metier_imprime for e in corpus.toutes_listes[liste].entrees} - la)


def _effectifs_au_moins(corpus: Corpus, liste: str) -> Iterable[str]:
    """Regions with more rows known open than the list is said to have."""
    ouvertes = [e.zone for e in corpus.toutes_listes[liste].entrees if e.ouvre]
    return [
        f"{ligne['region']} : {ligne['annonce']} annoncés, {n} connus"
        for ligne in corpus.tables[f"instruments/{liste}-effectifs.csv"]
        if (n := ouvertes.count(ligne["region"])) > int(ligne["annonce"])
    ]


def _nomenclature(corpus: Corpus, nomenclature: str) -> Iterable[str]:
    return [str(len(corpus.tables[f"nomenclatures/{nomenclature}.csv"]))]


def _passage(corpus: Corpus, passage: str) -> Iterable[str]:
    """Codes that a passage leads from."""
    un = {p.id: p for p in corpus.passages}[passage]
    return [str(len({code for etapes in un.etapes.values() for code in etapes}))]


MESURES: dict[str, Callable[..., Iterable[str]]] = {
    "lignes": _lignes,
    "codes": _codes,
    "rubriques": _rubriques,
    "domaines": _domaines,
    "domaines-cadre": _domaines_cadre,
    "ordre": _ordre,
    "somme": _somme,
    "part": _part,
    "cadre": _cadre,
    "toutes-regions": _toutes_regions,
    "cadre-inclus": _cadre_inclus,
    "regions": _regions,
    "lignes-regionales": _lignes_regionales,
    "effectifs": _effectifs,
    "hors-cadre": _hors_cadre,
    "dans-cadre": _dans_cadre,
    "six-absents": _six_absents,
    "identiques": _identiques,
    "fermes-ensuite": _fermes_ensuite,
    "intitules": _intitules,
    "etats": _etats,
    "possible": _possible,
    "codes-hors": _codes_hors,
    "effectifs-au-moins": _effectifs_au_moins,
    "nomenclature": _nomenclature,
    "passage": _passage,
}
