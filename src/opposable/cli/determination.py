"""A determination on the screen, in the order a reader asks: what, why, where, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from opposable.cli.ecran import COULEURS, ecran, ligne, lignes, titre
from opposable.decision.motif import dire_date, dire_mot
from opposable.ecrit.typographie import composer

if TYPE_CHECKING:
    from rich.console import Console

    from opposable.decision.determination import Determination
    from opposable.decision.motif import Langue
    from opposable.decision.voie import Voie
    from opposable.law.corpus import Corpus

TITRES: dict[str, tuple[str, str]] = {
    "motifs": ("Pourquoi", "Why"),
    "questions": ("Ce qu'il faut demander", "What to ask"),
    "suite": ("Et maintenant", "What next"),
    "conditions": ("Ce qui reste à examiner", "What remains to be examined"),
    "verifications": ("À vérifier pour le renouvellement", "To check for the renewal"),
    "avis": ("À savoir", "Good to know"),
    "lectures": ("Cette réponse dépend d'une lecture du texte", "This answer rests on a reading"),
    "voies": ("Ce qui changerait la réponse (information)", "What would change the answer"),
    "defauts": ("Défauts du texte sans effet ici", "Defects of the text without effect here"),
    "reserves": ("Valeurs non lues dans un texte légal", "Values not read in a legal text"),
}


def imprimer(
    determination: Determination, chemins: tuple[Voie, ...], corpus: Corpus, langue: Langue
) -> None:
    """Print a determination."""
    console = ecran()
    _reponse(console, determination, corpus, langue)
    _section(console, "motifs", langue, [(m.dire(langue), m.ancre) for m in determination.motifs])
    questions = [(q.dire(langue), q.ancre) for q in determination.questions]
    _section(console, "questions", langue, questions)
    _section(console, "suite", langue, _suite(determination, corpus, langue))
    _section(console, "verifications", langue, _verifications(determination, langue))
    _section(console, "conditions", langue, _conditions(determination, langue))
    _section(console, "voies", langue, [(v.motif.dire(langue), v.motif.ancre) for v in chemins])
    _section(console, "avis", langue, [(a.dire(langue), a.ancre) for a in determination.avis])
    _section(console, "lectures", langue, _lectures(determination, corpus, langue))
    _section(console, "defauts", langue, _defauts(determination, langue))
    reserves = [(r.dire(langue), r.ancre) for r in determination.reserves]
    _section(console, "reserves", langue, reserves)
    _recu(console, determination, langue)


def _reponse(
    console: Console, determination: Determination, corpus: Corpus, langue: Langue
) -> None:
    situation = determination.situation_emploi.value
    phrase = dire_mot(situation, corpus, langue)
    texte = Text(phrase[0].upper() + phrase[1:] + ".", style=COULEURS[situation])
    texte.append(f"   ({situation})", style="dim")
    console.print(texte)


def _section(console: Console, nom: str, langue: Langue, textes: list[tuple[str, str]]) -> None:
    if textes:
        titre(console, TITRES[nom][langue == "en"])
        lignes(console, textes)


def _suite(determination: Determination, corpus: Corpus, langue: Langue) -> list[tuple[str, str]]:
    """Where to file, when it may be notified, on what basis, what the employer owes."""
    francais = langue == "fr"
    suite: list[tuple[str, str]] = []
    service, base = determination.autorite, determination.fondement
    if service is not None:
        nom = f"{service.sigle}, {service.lieu}" if francais else f"{service.name}, {service.place}"
        nom += _departement(determination, corpus)
        suite.append((("Service : " if francais else "Office: ") + nom, service.ancre))
        decideur = service.decideur if francais else service.decider
        suite.append((("Décide : " if francais else "Decides: ") + decideur, service.ancre))
    if determination.notifiable_le is not None:
        jour = dire_date(determination.notifiable_le, corpus, langue)
        debut = "Notification possible à partir du " if francais else "May be notified from "
        suite.append((debut + jour, ""))
    if base is not None:
        texte = base.texte if francais else base.text
        suite.append((("Fondement : " if francais else "Legal basis: ") + texte, base.ancre))
    suite += [(c.texte if francais else c.text, c.ancre) for c in determination.charges]
    return [(composer(texte[0].upper() + texte[1:]), ancre) for texte, ancre in suite]


def _departement(determination: Determination, corpus: Corpus) -> str:
    """The department of work, where it is what makes a service competent."""
    connu = corpus.departements.get(determination.demande.departement or "")
    if connu is None or determination.autorite is None:
        return ""
    return f" ({connu.code}, {connu.nom})" if determination.autorite.competence == "travail" else ""


def _verifications(determination: Determination, langue: Langue) -> list[tuple[str, str]]:
    if langue == "fr":
        return [(composer(f"{v.texte} : {v.effet}"), v.ancre) for v in determination.verifications]
    return [(f"{v.text}: {v.effect}", v.ancre) for v in determination.verifications]


def _conditions(determination: Determination, langue: Langue) -> list[tuple[str, str]]:
    conditions = determination.conditions
    return [(c.texte if langue == "fr" else c.text, c.ancre) for c in conditions]


def _lectures(
    determination: Determination, corpus: Corpus, langue: Langue
) -> list[tuple[str, str]]:
    dites = []
    for lecture in determination.en_dict(langue)["lectures"]:
        autre = dire_mot(lecture["autre_reponse"], corpus, langue)
        if langue == "fr":
            texte = (
                f"{lecture['id']} — {lecture['imprime']}. Retenu ici : {lecture['retenue']}. "
                f"Autre lecture : {lecture['autre']} ; elle répondrait : {autre}."
            )
        else:
            texte = (
                f"{lecture['id']} — {lecture['imprime']}. Adopted here: {lecture['retenue']}. "
                f"Other reading: {lecture['autre']}; it would answer: {autre}."
            )
        dites.append((composer(texte) if langue == "fr" else texte, lecture["ancre"]))
    return dites


def _defauts(determination: Determination, langue: Langue) -> list[tuple[str, str]]:
    if langue == "fr":
        dits = [(f"{d.id} — {d.imprime}. Retenu : {d.retenue}.", d) for d in determination.defauts]
    else:
        dits = [(f"{d.id} — {d.printed}. Adopted: {d.adopted}.", d) for d in determination.defauts]
    return [(composer(texte) if langue == "fr" else texte, d.ancre) for texte, d in dits]


def _recu(console: Console, determination: Determination, langue: Langue) -> None:
    recu = determination.recu
    lectures = f" · {', '.join(recu.lectures)}" if recu.lectures else ""
    mot = "Reçu : droit" if langue == "fr" else "Receipt: law"
    console.print()
    ligne(
        console,
        composer(mot)
        + f" {recu.version} · sha256 {recu.sha256[:16]}… · règle {recu.moteur}{lectures}"
        f" · {determination.regle}",
        puce="§",
    )
