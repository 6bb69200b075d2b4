"""The facts, read and checked: nothing here decides, everything here may refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.errors import (
    DateError,
    MetierError,
    NationaliteError,
    TerritoireError,
    ValeurError,
)

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.demande import Demande
    from opposable.law.corpus import Corpus

SEPARATEUR = "+"


class Faits(NamedTuple):
    """The facts of an application, checked against a corpus.

    Attributes:
        nationalites: Codes, in the order written, without repeats; empty where not said.
        metier: Occupation, None where not said.
        region: Region of work, given by the department where only it is known.
        departement: Department of work.
        type: Kind of application.
        depose_le: Day of filing.
        examine_le: Day of examination.
        metier_initial: Occupation of the first permit; None where its code is of another
            nomenclature than that of `metier`, with which it cannot be compared.
        activite: Activity.
        diplome: `master`, `autre`, or None.
    """

    nationalites: tuple[str, ...]
    metier: str | None
    region: str | None
    departement: str | None
    type: str | None
    depose_le: date
    examine_le: date
    metier_initial: str | None
    activite: str | None
    diplome: str | None


def etablir(demande: Demande, corpus: Corpus) -> Faits:
    """Check the facts of an application.

    Raises:
        DemandeError: A fact cannot be read; the first fault found, in the order of the fields.
    """
    nationalites = _nationalites(demande.nationalite, corpus)
    _metier("metier", demande.metier, corpus)
    region = _region(demande, corpus)
    valeurs = corpus.valeurs
    _parmi("type", demande.type, valeurs["type"])
    depose_le, examine_le = _dates(demande)
    _metier("metier_initial", demande.metier_initial, corpus)
    _parmi("activite", demande.activite, valeurs["activite"])
    _parmi("diplome_francais", demande.diplome_francais, valeurs["diplome_francais"])
    return Faits(
        nationalites,
        demande.metier,
        region,
        demande.departement,
        demande.type,
        depose_le,
        examine_le,
        _comparable(demande, corpus),
        demande.activite,
        demande.diplome_francais,
    )


def _nationalites(texte: str | None, corpus: Corpus) -> tuple[str, ...]:
    if texte is None:
        return ()
    if texte in corpus.nationalites:
        return (texte,)
    codes = tuple(dict.fromkeys(texte.split(SEPARATEUR)))
    for code in codes:
        if code not in corpus.nationalites:
            raise NationaliteError("nationalite", texte, _nationalite_inconnue(code, corpus))
    return codes


def _nationalite_inconnue(code: str, corpus: Corpus) -> str:
    if not code:
        return "un code est vide ; joignez les codes par « + », sans rien d'autre"
    if code.upper() in corpus.nationalites:
        return f"« {code} » s'écrit en majuscules : {code.upper()}"
    sans_etat = ", ".join(c for c in corpus.nationalites if c.startswith("XX"))
    return (
        f"« {code} » n'est pas un code ISO 3166-1 à trois lettres (SEN, POL…), "
        f"ni l'un de {sans_etat} (apatride, réfugiés, papiers sans nationalité)"
    )


def _metier(champ: str, code: str | None, corpus: Corpus) -> None:
    if code is None or code in corpus.metiers:
        return
    if any(n.motif.fullmatch(code) for n in corpus.employees):
        return
    attendus = " ou ".join(n.nom for n in corpus.employees)
    autre = next((n.nom for n in corpus.nomenclatures if n.motif.fullmatch(code)), None)
    constat = f"« {code} » est un code {autre}" if autre else f"« {code} » n'est pas un code"
    raise MetierError(champ, code, f"{constat} ; les listes emploient le {attendus}")


def _comparable(demande: Demande, corpus: Corpus) -> str | None:
    """Return the first occupation where its code can be compared with that applied for."""
    initial, metier = demande.metier_initial, demande.metier
    if initial is None or metier is None:
        return initial
    meme = corpus.nomenclature_de(initial) == corpus.nomenclature_de(metier)
    return initial if meme else None


def _region(demande: Demande, corpus: Corpus) -> str | None:
    region, departement = demande.region, demande.departement
    if region is not None and region not in corpus.regions:
        raise TerritoireError("region", region, _territoire_inconnu("région", region, corpus))
    if departement is None:
        return region
    connu = corpus.departements.get(departement)
    if connu is None:
        raise TerritoireError(
            "departement", departement, _territoire_inconnu("département", departement, corpus)
        )
    if region is not None and region != connu.region:
        raise TerritoireError(
            "departement",
            departement,
            f"le département {departement} ({connu.nom}) est dans la région {connu.region}, "
            f"non dans la région {region} : corrigez l'un ou l'autre",
        )
    return connu.region


def _territoire_inconnu(nature: str, code: str, corpus: Corpus) -> str:
    combien = len(corpus.regions if nature == "région" else corpus.departements)
    attendu = f"un code parmi les {combien} de 2007 est attendu"
    if code in corpus.ailleurs:
        return f"« {code} » ({corpus.ailleurs[code]}) n'est pas de ce corpus ; {attendu}"
    if nature == "département" and code.isdigit() and f"0{code}" in corpus.departements:
        return f"« {code} » s'écrit avec son zéro : 0{code}"
    return f"« {code} » n'est pas un code de {nature} ; {attendu}"


def _dates(demande: Demande) -> tuple[date, date]:
    depose_le = demande.depose_le
    if depose_le is None:
        raise DateError("depose_le", None, "la date de dépôt manque ; écrivez AAAA-MM-JJ")
    examine_le = demande.examine_le
    if examine_le is None:
        return depose_le, depose_le
    if examine_le < depose_le:
        raise DateError(
            "examine_le",
            examine_le,
            f"l'examen ({examine_le}) précède le dépôt ({depose_le}) : inversez-les",
        )
    return depose_le, examine_le


def _parmi(champ: str, valeur: str | None, possibles: tuple[str, ...]) -> None:
    if valeur is not None and valeur not in possibles:
        raise ValeurError(
            champ, valeur, f"« {valeur} » n'est pas prévu ; valeurs : {', '.join(possibles)}"
        )
