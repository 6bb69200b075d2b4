"""What every corpus must satisfy, whatever texts it holds: references, periods, codes."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain, combinations, pairwise
from string import Formatter
from typing import TYPE_CHECKING

from opposable.errors import LawDataError
from opposable.law.cellule import Rangee
from opposable.law.controle_registre import controler_registre
from opposable.law.geographe import DEPARTEMENTS, REGIONS, VERSIONS
from opposable.law.nationalite import Regime
from opposable.law.regle import DE_LA_LISTE, GENRES, SituationEmploi

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from opposable.law.corpus import Corpus
    from opposable.law.entree import Entree
    from opposable.law.liste import Liste
    from opposable.law.regle import Phrase
    from opposable.law.territoire import Territoires


def controler(corpus: Corpus) -> None:
    """Check the links between tables.

    Raises:
        LawDataError: The first fault found, with its file, line, field and remedy.
    """
    _territoires(corpus)
    _regimes(corpus)
    controler_registre(corpus)
    controler_listes(corpus)
    _regles(corpus)
    _procedure(corpus)
    _lectures(corpus)
    _seuils(corpus)
    _ancres(corpus)


def disposition(corpus: Corpus, ancre: str) -> str | None:
    """Return the anchor of the provision that holds a place: `A4/11/5` is in `A4`."""
    while ancre not in corpus.dispositions:
        if "/" not in ancre:
            return None
        ancre = ancre.rpartition("/")[0]
    return ancre


def _faute(
    corpus: Corpus, fichier: str, probleme: str, champ: str = "", **cellules: str
) -> LawDataError:
    """Return the error that names the last row with these cells."""
    debut = 2 if fichier.endswith(".csv") else 1
    rangees = [
        i
        for i, ligne in enumerate(corpus.tables.get(fichier, ()), debut)
        if all(ligne.get(colonne) == valeur for colonne, valeur in cellules.items())
    ]
    return LawDataError(fichier, probleme, ligne=rangees[-1] if rangees else None, champ=champ)


def _territoires(corpus: Corpus) -> None:
    for version in corpus.territoires.values():
        for d in version.departements.values():
            if d.region not in version.regions:
                probleme = f"le département {d.code} est dans une région inconnue, {d.region}"
                fichier = _table_des_departements(corpus, version)
                raise _faute(corpus, fichier, probleme, "region", code=d.code)
    _codes_de_region(corpus)
    for nom in ("regions.csv", "departements.csv", "nationalites.csv"):
        for i, ligne in enumerate(corpus.tables[nom], 2):
            Rangee(nom, i, ligne).certitude()


def _table_des_departements(corpus: Corpus, version: Territoires) -> str:
    autre = f"territoires/{version.id.replace(REGIONS, DEPARTEMENTS)}.csv"
    return f"{DEPARTEMENTS}.csv" if version is corpus.base else autre


def _codes_de_region(corpus: Corpus) -> None:
    """Check that a code of region that two versions have is the same place in both."""
    for ici, la in combinations(corpus.territoires.values(), 2):
        for code in ici.regions.keys() & la.regions.keys():
            if _fines(ici, code) != _fines(la, code):
                probleme = f"la région {code} de « {ici.id} » n'est pas celle de « {la.id} »"
                raise LawDataError(VERSIONS, f"{probleme} : un code est un seul lieu", champ="id")


def _fines(version: Territoires, region: str) -> set[str]:
    """Regions of the base that a region of a version holds."""
    return {fine for fine, tenue in version.tient.items() if tenue == region}


def _regimes(corpus: Corpus) -> None:
    nom = "regimes.csv"
    for nationalite in corpus.nationalites.values():
        for avant, apres in pairwise(nationalite.statuts):
            if apres.du != avant.au + timedelta(days=1):
                double = apres.du <= avant.au
                constat = f"a deux régimes le {apres.du}"
                if not double:
                    constat = f"n'a aucun régime après le {avant.au}"
                probleme = f"{nationalite.code} {constat} : les périodes se suivent jour à jour"
                cellules = {"nationalite": apres.nationalite, "regime": apres.regime.value}
                raise _faute(corpus, nom, probleme, "du", **cellules)
    for ligne in corpus.tables[nom]:
        code = ligne["nationalite"]
        if code not in corpus.nationalites:
            probleme = f"nationalité inconnue : {code}"
            raise _faute(corpus, nom, probleme, "nationalite", nationalite=code)


def controler_listes(corpus: Corpus) -> None:
    """Check the lists: no overlap, and every row a code, a label, an activity, a reading.

    Raises:
        LawDataError: The first fault found.
    """
    for liste, autre in combinations(corpus.listes.values(), 2):
        _sans_chevauchement(liste, autre)
    for liste in corpus.toutes_listes.values():
        _tete(corpus, liste)
        _jours(corpus, liste)
        _remplacees(corpus, liste)
        for entree in (*liste.entrees, *liste.cadre):
            controler_entree(corpus, liste, entree)


def _sans_chevauchement(liste: Liste, autre: Liste) -> None:
    memes = set(liste.public) & set(autre.public)
    communes = liste.nationalites & autre.nationalites
    exclusives = liste.nationalites and autre.nationalites and not communes
    debut = _jour_commun(liste, autre)
    distinctes = exclusives or liste.d_accord != autre.d_accord
    if memes and not distinctes and debut is not None:
        raise LawDataError(
            f"instruments/{autre.instrument}/instrument.toml",
            f"« {liste.id} » et « {autre.id} » valent toutes deux le {debut} pour "
            f"{', '.join(sorted(memes))} : fermez la première la veille (`remplace`)",
            champ="examine_du",
        )


def _jour_commun(liste: Liste, autre: Liste) -> date | None:
    """The first day of examination that both lists govern."""
    jours = (
        max(ici.du, la.du)
        for ici in liste.periodes
        for la in autre.periodes
        if max(ici.du, la.du) <= min(ici.au, la.au)
    )
    return min(jours, default=None)


def _tete(corpus: Corpus, liste: Liste) -> None:
    """Check what the head of a list names."""
    connus: dict[str, tuple[Iterable[str], Iterable[str]]] = {
        "fondement": ([liste.fondement], corpus.fondements_par_id),
        "nomenclature": ([liste.nomenclature], [n.id for n in corpus.nomenclatures]),
        "territoires": ([liste.territoires], corpus.territoires),
        "en_cours": (liste.en_cours, corpus.valeurs["type"]),
        "nationalites": (liste.nationalites, corpus.nationalites),
    }
    for champ, (cites, possibles) in connus.items():
        for cite in cites:
            if cite not in possibles:
                nom = f"instruments/{liste.instrument}/instrument.toml#liste"
                inconnu = "inconnue" if champ == "nomenclature" else "inconnu"
                raise _faute(corpus, nom, f"{champ} {inconnu} : {cite}", champ, id=liste.id)
    for metier, ouverture in liste.ouvertures.items():
        activites = {e.activite for e in ouverture.entrees if e.activite}
        if len(activites) > 1:
            probleme = f"{liste.id} limite {metier} à deux activités : gardez-en une"
            nom = f"instruments/{liste.instrument}/instrument.toml"
            raise LawDataError(nom, probleme, champ="activite")


def _jours(corpus: Corpus, liste: Liste) -> None:
    """Check that the list applies on some day the corpus knows: on others nothing is answered."""
    du, au = corpus.couverture.du, corpus.couverture.au
    if liste.periodes and (liste.examine_du > au or liste.examine_au < du):
        nom = f"instruments/{liste.instrument}/instrument.toml#liste"
        probleme = f"« {liste.id} » vaut hors des jours que le corpus connaît ({du} – {au})"
        raise _faute(corpus, nom, probleme, "examine_du", id=liste.id)


def _remplacees(corpus: Corpus, liste: Liste) -> None:
    """Check that a list only ends lists written for some of its public."""
    nom = f"instruments/{liste.instrument}/instrument.toml#liste"
    tetes = (li for t, lignes in corpus.tables.items() if t.endswith("#liste") for li in lignes)
    for tete in tetes:
        if tete.get("id") in liste.remplace and not {*tete["public"]} & {*liste.public}:
            probleme = f"« {tete['id']} » n'a aucun public commun avec « {liste.id} »"
            raise _faute(corpus, nom, probleme, "remplace", id=liste.id)


def controler_entree(corpus: Corpus, liste: Liste, entree: Entree) -> None:
    """Check one row: its codes, label, activity and readings are known.

    Raises:
        LawDataError: The first fault found.
    """
    for champ, probleme in _fautes_d_entree(corpus, liste, entree):
        fichier = _fichier(corpus, liste, entree)
        raise _faute(corpus, fichier, probleme, champ, ancre=entree.ancre)


def _fichier(corpus: Corpus, liste: Liste, entree: Entree) -> str:
    """The file that holds a row."""
    dossier = f"instruments/{liste.instrument}/"
    for nom, lignes in corpus.tables.items():
        if nom.startswith(dossier) and any(
            li.get("ancre") == entree.ancre and "metier_imprime" in li for li in lignes
        ):
            return nom
    return dossier


def _fautes_d_entree(corpus: Corpus, liste: Liste, entree: Entree) -> Iterator[tuple[str, str]]:
    nomenclature = next((n for n in corpus.nomenclatures if n.id == liste.nomenclature), None)
    for champ, code in (("metier", entree.metier), ("metier_imprime", entree.metier_imprime)):
        if nomenclature is not None and not nomenclature.ecrit(code):
            yield champ, f"« {code} » n'est pas un code {nomenclature.nom}"
    if entree.metier != entree.metier_imprime and not _expliquee(corpus, entree):
        yield (
            "metier",
            (
                f"{entree.ancre} imprime {entree.metier_imprime} et se lit {entree.metier} sans "
                "qu'aucune lecture l'explique : inscrivez-la"
            ),
        )
    if liste.periodes and corpus.metier_de(liste.nomenclature, entree.metier) is None:
        yield "metier", f"« {entree.metier} » n'a pas d'intitulé dans metiers.csv"
    if entree.activite and entree.activite not in corpus.valeurs["activite"]:
        yield "activite", f"activité inconnue : {entree.activite}"
    for lecture in entree.lectures:
        if lecture not in corpus.lectures:
            yield "lectures", f"lecture inconnue : {lecture}"
    if disposition(corpus, entree.ancre) is None:
        yield "ancre", f"« {entree.ancre} » n'est dans aucune disposition de dispositions.csv"


def _expliquee(corpus: Corpus, entree: Entree) -> bool:
    """Whether a reading of the row names both the code printed and the code read."""
    codes = {entree.metier, entree.metier_imprime}
    lectures = (corpus.lectures.get(lecture) for lecture in entree.lectures)
    return any(lecture is not None and codes <= set(lecture.metiers) for lecture in lectures)


def _regles(corpus: Corpus) -> None:
    for regle in corpus.regles.values():
        if regle.fondement and regle.fondement not in {*corpus.fondements_par_id, DE_LA_LISTE}:
            probleme = f"fondement inconnu : {regle.fondement}"
            raise _faute(corpus, "regles.toml#regle", probleme, "fondement", id=regle.id)
    for phrase in phrases(corpus):
        if _trous(phrase.texte.fr) != _trous(phrase.texte.en):
            raise LawDataError(
                "regles.toml", f"« {phrase.id} » n'a pas les mêmes {{champs}} en fr et en en"
            )


def phrases(corpus: Corpus) -> Iterator[Phrase]:
    """Yield every sentence of the corpus."""
    textes = corpus.textes
    yield from (regle.phrase for regle in corpus.regles.values())
    groupes = (textes.motifs, textes.avis, textes.questions, textes.voies, textes.reserves)
    yield from chain.from_iterable(groupe.values() for groupe in groupes)


def _trous(texte: str) -> set[str]:
    try:
        return {champ for _, champ, _, _ in Formatter().parse(texte) if champ}
    except ValueError as erreur:
        raise LawDataError("regles.toml", f"« {texte} » : accolade de trop ({erreur})") from None


def _procedure(corpus: Corpus) -> None:
    for condition in corpus.conditions:
        if condition.ecartee_par not in {None, *(s.value for s in SituationEmploi)}:
            probleme = f"réponse inconnue : {condition.ecartee_par}"
            raise _faute(corpus, "conditions.csv", probleme, "ecartee_par", id=condition.id)
    for service in corpus.services:
        if not service.types or not set(service.types) <= set(corpus.valeurs["type"]):
            probleme = f"types inconnus : {' '.join(service.types)}"
            raise _faute(corpus, "services.csv", probleme, "type", id=service.id)
    for service, autre in combinations(corpus.services, 2):
        commun = ", ".join(sorted(set(service.types) & set(autre.types)))
        if commun and max(service.du, autre.du) <= min(service.au, autre.au):
            probleme = f"« {service.id} » et « {autre.id} » se chevauchent pour {commun}"
            raise _faute(corpus, "services.csv", probleme, "du", id=autre.id)
    for charge in corpus.charges:
        if not set(charge.regimes) <= {regime.value for regime in Regime}:
            probleme = f"régime inconnu : {' '.join(charge.regimes)}"
            raise _faute(corpus, "charges.csv", probleme, "regimes", id=charge.id)


def _lectures(corpus: Corpus) -> None:
    for lecture in corpus.lectures.values():
        inconnus = [r for r in lecture.regions if r not in corpus.regions]
        inconnus += [n for n in lecture.nationalites if n not in corpus.nationalites]
        if lecture.avis and lecture.avis not in corpus.textes.avis:
            inconnus.append(lecture.avis)
        probleme = f"« {lecture.id} » cite {inconnus[0]}, inconnu" if inconnus else ""
        if lecture.remplace and not lecture.rivale:
            probleme = f"« {lecture.id} » change des lignes sans dire sa rivale"
        if probleme:
            raise _faute(corpus, "lectures.toml#lecture", probleme, id=lecture.id)


def _seuils(corpus: Corpus) -> None:
    for nom in ("seuils.toml#seuil", "seuils.toml#chiffre"):
        for i, ligne in enumerate(corpus.tables.get(nom, ()), 1):
            rangee = Rangee(nom, i, ligne)
            rangee.nombre("valeur")
            rangee.certitude()


ANCREES = (
    "fondements.csv",
    "services.csv",
    "conditions.csv",
    "verifications.csv",
    "charges.csv",
    "remunerations.csv",
    "regimes.csv",
    "evenements.csv",
    "silences.csv",
    "lectures.toml#lecture",
    "promesses.toml#promesse",
    "seuils.toml#seuil",
    "seuils.toml#chiffre",
    *(f"regles.toml#{genre}" for genre in GENRES),
)
"""Tables whose every row names its place."""


def _ancres(corpus: Corpus) -> None:
    tetes = ("/instrument.toml", "/instrument.toml#liste")
    instruments = [nom for nom in corpus.tables if nom.endswith(tetes)]
    for nom in (*ANCREES, *instruments):
        for i, ligne in enumerate(corpus.tables.get(nom, ()), 2 if nom.endswith(".csv") else 1):
            rangee = Rangee(nom, i, ligne)
            if disposition(corpus, rangee.ancre()) is None:
                probleme = f"« {rangee.ancre()} » n'est dans aucune disposition de dispositions.csv"
                raise rangee.erreur("ancre", probleme)
    if disposition(corpus, corpus.couverture.ancre) is None:
        probleme = f"« {corpus.couverture.ancre} » n'est dans aucune disposition"
        raise LawDataError("corpus.toml", probleme, champ="couverture")
    textes = {*corpus.instruments, *corpus.textes_cites}
    for d in corpus.dispositions.values():
        if d.instrument not in textes:
            probleme = f"texte inconnu : {d.instrument}"
            raise _faute(corpus, "dispositions.csv", probleme, "instrument", ancre=d.ancre)
