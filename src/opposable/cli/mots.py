"""Facts told in words: what means one thing alone is taken, and said; the rest is asked back.

In a terminal the person chooses; in a pipe nothing is asked: the choices are printed and the
command leaves with `Sortie.CHOIX`. A code is taken as it is written.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from opposable.cli.sortie import Sortie
from opposable.ecrit.repli import replier
from opposable.ecrit.typographie import composer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from opposable.decision.demande import Demande
    from opposable.law.corpus import Corpus
    from opposable.law.territoire import Departement, Region
    from opposable.recherche.lecteur import Lecteur as Mots
    from opposable.recherche.metier import Proposition
    from opposable.recherche.nationalite import Comprise
    from opposable.recherche.registre import Recherche

METIERS = ("metier", "metier_initial")
LIEUX = ("region", "departement")
PROPOSITIONS = 6


class Choix(NamedTuple):
    """A value that words may mean, and what it is called."""

    valeur: str
    nom: str


class Lecteur:
    """Reads the facts of an application as a person types them.

    Args:
        corpus: The law, for the codes and their names.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._jour: date | None = None
        self._nationalites: tuple[str, ...] = ()

    def lire(self, champs: Mapping[str, str]) -> dict[str, str]:
        """Return the facts as codes; what is no known word is left for the rule to refuse.

        Raises:
            SystemExit: Words may mean several things, and nobody is there to choose.
        """
        dits = {champ: " ".join(dit.split()) for champ, dit in champs.items()}
        self._jour = _jour(dits)
        lus: dict[str, str] = {}
        for champ, dit in dits.items():
            lus[champ] = self._un(champ, dit) if dit else ""
            if champ == "nationalite":
                self._nationalites = tuple(lus[champ].split("+"))
        return lus

    def _un(self, champ: str, dit: str) -> str:
        if champ == "nationalite":
            return self._nationalite(dit)
        if champ in METIERS:
            return self._metier(champ, dit)
        if champ in LIEUX:
            return self._lieu(champ, dit)
        if champ in self._corpus.valeurs:
            plie = replier(dit).replace(" de ", " ").replace(" ", "_")
            return plie if plie in self._corpus.valeurs[champ] else dit
        return dit

    def _nationalite(self, dit: str) -> str:
        if all(code in self._corpus.nationalites for code in dit.split("+")):
            return dit
        comprise = self._recherche.pays.comprendre(dit)
        codes = "+".join(comprise.codes)
        if comprise.non_dite or (codes and not comprise.ecrit):
            return _annoncer("nationalite", dit, codes, self._recherche.pays.nom(codes))
        _expliquer(comprise)
        if not comprise.propositions:
            return dit
        choix = [Choix(code, self._recherche.pays.nom(code)) for code in comprise.propositions]
        retenus = (*comprise.codes, choisir("nationalite", comprise.ecrit, choix))
        suite = self._nationalite(", ".join(comprise.reste)) if comprise.reste else ""
        return "+".join(filter(None, (*retenus, suite)))

    def _metier(self, champ: str, dit: str) -> str:
        if any(c.isdigit() for c in dit):
            return dit
        lues = self._mots.nomenclatures
        exacts = [code for n in lues for code in self._recherche.metiers.exacts(dit, n)]
        if len(exacts) == 1:
            return _annoncer(
                champ, dit, exacts[0], self._recherche.metiers.intitule(exacts[0]) or ""
            )
        trouves = self._recherche.metiers.chercher(dit, PROPOSITIONS, lues)
        aucun = self._aucun()
        if not trouves:
            option = f"--{champ.replace('_', '-')} {aucun.valeur}"
            sys.stderr.write(
                composer(
                    f"opposable : aucun métier des listes ne ressemble à « {dit} ». Donnez son "
                    "code, ou dites qu'il n'est sur aucune liste : "
                )
                + f"{option}\n"
            )
            raise SystemExit(Sortie.ENTREE)
        return choisir(champ, dit, [*(Choix(p.metier, nommer(p)) for p in trouves), aucun])

    def _aucun(self) -> Choix:
        """Return the choice of an occupation on no list."""
        from opposable.recherche import phrase  # noqa: PLC0415 - only for words

        return Choix(self._mots.aucun(), phrase.dire(phrase.AUCUN_METIER))

    @property
    def _mots(self) -> Mots:
        """What reads words for an occupation, for the day and the nationality said."""
        from opposable.recherche.lecteur import Lecteur as Mots  # noqa: PLC0415 - only for words

        return Mots(self._recherche, jour=self._jour, nationalites=self._nationalites)

    def prevenir(self, demande: Demande) -> None:
        """Say of each code of occupation that is on no list that it is not.

        Args:
            demande: An application that was found sound.
        """
        for champ in METIERS:
            code = getattr(demande, champ)
            if code and "+" not in code and code not in self._corpus.metiers:
                self._prevenir(champ, code)

    def _prevenir(self, champ: str, code: str) -> None:
        """Say that a code is on no list, and which codes a fault of typing away are."""
        connus = self._corpus.metiers
        proches = [p for p in self._recherche.metiers.proches_du_code(code) if p.metier in connus]
        dits = " ; ".join(f"{p.metier} ({p.intitule})" for p in proches)
        suite = f" ; codes proches : {dits}" if dits else ""
        sys.stderr.write(composer(f"{champ} : {code} n'est sur aucune liste{suite}\n"))

    def _lieu(self, champ: str, dit: str) -> str:
        connus: Mapping[str, Region | Departement] = (
            self._corpus.regions if champ == "region" else self._corpus.departements
        )
        if dit in connus or any(c.isdigit() for c in dit):
            return dit
        plie = replier(dit)
        exacts = [code for code, lieu in connus.items() if replier(lieu.nom) == plie]
        if len(exacts) == 1:
            return _annoncer(champ, dit, exacts[0], connus[exacts[0]].nom)
        voisins = [c for c, lieu in connus.items() if plie and plie in replier(lieu.nom)]
        if not voisins:
            return dit
        return choisir(champ, dit, [Choix(code, connus[code].nom) for code in voisins])

    @cached_property
    def _recherche(self) -> Recherche:
        from opposable.batch import livraison  # noqa: PLC0415 - only for words
        from opposable.recherche.noms import Noms  # noqa: PLC0415
        from opposable.recherche.registre import Recherche  # noqa: PLC0415

        return Recherche(self._corpus, Noms.lire(), livraison.magasin())


def _jour(dits: Mapping[str, str]) -> date | None:
    """Return the day of examination, that of filing where it is not said; None where unreadable."""
    with suppress(ValueError):
        return date.fromisoformat(dits.get("examine_le") or dits.get("depose_le") or "")
    return None


def _expliquer(comprise: Comprise) -> None:
    """Say why a known form names no nationality, or more than its name says.

    Raises:
        SystemExit: With `Sortie.ENTREE`: it names none.
    """
    from opposable.recherche.lexique import Sens  # noqa: PLC0415 - only for words
    from opposable.recherche.phrase import expliquer  # noqa: PLC0415 - the same

    if comprise.sens in {None, Sens.CHOIX}:
        return
    sys.stderr.write(f"opposable : {expliquer(comprise)}\n")
    if not comprise.propositions:
        raise SystemExit(Sortie.ENTREE)


def nommer(proposition: Proposition) -> str:
    """Return the label of a proposition, with the name that matched where it is another."""
    if proposition.appellation == proposition.intitule:
        return proposition.intitule
    return f"{proposition.intitule}  ← {proposition.appellation}"


def choisir(champ: str, dit: str, choix: Iterable[Choix]) -> str:
    """Ask which of several values is meant, in a terminal; elsewhere, print them and leave.

    Raises:
        SystemExit: With `Sortie.CHOIX`: nobody is there, or nothing was chosen.
    """
    tous = list(choix)
    present = sys.stdin.isatty() and sys.stderr.isatty()
    suite = "" if present else " ; reprenez la commande avec la valeur voulue"
    sys.stderr.write(composer(f"« {dit} » peut désigner{suite} :\n"))
    option = "--" + champ.replace("_", "-")
    for rang, un in enumerate(tous, 1):
        tete = f"{rang}. " if present else f"{option} "
        sys.stderr.write(f"  {tete}{un.valeur}   {un.nom}\n")
    if not present:
        raise SystemExit(Sortie.CHOIX)
    import typer  # noqa: PLC0415 - only where someone is asked

    reponse = typer.prompt(composer("Numéro (rien pour arrêter)"), default="", err=True)
    if reponse.strip() not in {str(rang) for rang in range(1, len(tous) + 1)}:
        raise SystemExit(Sortie.CHOIX)
    return tous[int(reponse) - 1].valeur


def _annoncer(champ: str, dit: str, valeur: str, nom: str) -> str:
    """Say how words were read, and return the value."""
    lu = f"{valeur} ({nom})" if valeur else "non dit"
    if valeur != dit:
        sys.stderr.write(composer(f"{champ} : « {dit} » est lu {lu}\n"))
    return valeur
