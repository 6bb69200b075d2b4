"""The facts, read and checked: nothing here decides, everything here may refuse."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from opposable.errors import (
    DateError,
    MetierError,
    NationaliteError,
    TerritoireError,
    ValeurError,
)
from opposable.law.nomenclature import QUALIFIE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from opposable.decision.demande import Demande
    from opposable.law.corpus import Corpus
    from opposable.law.loi import Loi
    from opposable.law.nomenclature import CodeMetier

SEPARATEUR = "+"


EXEMPTENT = {
    "dispense": "dispense",
    "diplome_francais": "diplome",
    "jeune_diplome": "jeune_diplome",
}
"""Facts of the contract that may exempt, and where `Faits` holds them."""
QUI_EXEMPTENT = attrgetter(*EXEMPTENT.values())
RIEN_DE_DIT = (None,) * len(EXEMPTENT)


class Faits(NamedTuple):
    """The facts of an application, checked against a corpus.

    Attributes:
        nationalites: Codes, in the order written, without repeats; empty where not said.
        metier: Occupation, as codes are written (see `Loi.ecrire`); None where not said.
        region: Region of work, given by the department where only it is known.
        departement: Department of work.
        type: Kind of application.
        depose_le: Day of filing.
        examine_le: Day of examination.
        metier_initial: Occupation of the first permit; None where its code is of another
            nomenclature than that of `metier`, with which it cannot be compared.
        activite: Activity.
        diplome: `master`, `autre`, or None.
        codes: Codes of the occupation, by nomenclature; empty where not said.
        codes_initiaux: Codes of the first permit, by nomenclature; empty where not said.
        lieux: Regions of the base where the work may be: one, those of a wider place, or all.
        lieu_dit: Whether a place of work was said.
        lieux_initiaux: Regions of the base of the first permit; None where not said.
        dispense: Exemption said, or `aucune`.
        jeune_diplome: `oui`, `non`, or None.
        rang: `premier`, `suivant`, or None.
        initial_sur_aucune_ligne: Whether the first occupation is « none of the rows » of an
            agreement, which compares with nothing.
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
    codes: Mapping[str, str] = {}
    codes_initiaux: Mapping[str, str] = {}
    lieux: tuple[str, ...] = ()
    lieu_dit: bool = False
    lieux_initiaux: tuple[str, ...] | None = None
    dispense: str | None = None
    jeune_diplome: str | None = None
    rang: str | None = None
    initial_sur_aucune_ligne: bool = False

    @property
    def hors_des_axes(self) -> bool:
        """Whether it says what the table of answers has no axis for."""
        large = self.lieu_dit and self.region is None
        dits = (self.dispense, self.jeune_diplome, self.rang, self.lieux_initiaux)
        incomparable = bool(self.codes_initiaux) and self.codes_initiaux.keys() != self.codes.keys()
        incomparable = incomparable or self.initial_sur_aucune_ligne
        plusieurs = len(self.codes) > 1
        return large or plusieurs or incomparable or any(dit is not None for dit in dits)

    def ailleurs(self, lieux: tuple[str, ...]) -> Faits:
        """Return the same facts in another place of work: regions of the base."""
        seul = lieux[0] if len(lieux) == 1 else None
        return self._replace(region=seul, departement=None, lieux=lieux, lieu_dit=True)

    def avec_le_code(self, nomenclature: str, code: str, corpus: Loi) -> Faits:
        """Return the same facts with another code in a nomenclature."""
        codes = {**self.codes, nomenclature: code}
        return self._replace(codes=codes, metier=ecrire_les_codes(codes, corpus))

    @property
    def exempte(self) -> bool:
        """Whether it says a fact that may exempt."""
        return QUI_EXEMPTENT(self) != RIEN_DE_DIT

    def dit(self, fait: str | None) -> str | None:
        """Return the value of a fact that may exempt, None where it is not said."""
        champ = EXEMPTENT.get(fait or "")
        return getattr(self, champ) if champ else None


def etablir(demande: Demande, corpus: Corpus) -> Faits:
    """Check the facts of an application.

    Raises:
        DemandeError: A fact cannot be read; the first fault found, in the order of the fields.
    """
    nationalites = lire_les_nationalites(demande.nationalite, corpus)
    codes = lire_les_codes("metier", demande.metier, corpus)
    lieu = Lieu("departement", "region", demande.departement, demande.region)
    lieux = lieu.regions(corpus)
    valeurs = corpus.valeurs
    exiger_parmi("type", demande.type, valeurs["type"])
    depose_le, examine_le = dater(demande, corpus)
    initiaux = lire_les_codes("metier_initial", demande.metier_initial, corpus)
    lieux_initiaux = _lieux_initiaux(demande, corpus)
    exiger_parmi("dispense", demande.dispense, valeurs["dispense"])
    exiger_parmi("jeune_diplome", demande.jeune_diplome, valeurs["jeune_diplome"])
    exiger_parmi("rang_renouvellement", demande.rang_renouvellement, valeurs["rang_renouvellement"])
    exiger_parmi("activite", demande.activite, valeurs["activite"])
    exiger_parmi("diplome_francais", demande.diplome_francais, valeurs["diplome_francais"])
    return Faits(
        nationalites=nationalites,
        metier=ecrire_net(demande.metier, codes, corpus),
        region=lieux[0] if lieux and len(lieux) == 1 else None,
        departement=demande.departement,
        type=demande.type,
        depose_le=depose_le,
        examine_le=examine_le,
        metier_initial=ecrire_net(demande.metier_initial, initiaux, corpus),
        activite=demande.activite,
        diplome=demande.diplome_francais,
        codes=codes,
        codes_initiaux=initiaux,
        lieux=lieux or tuple(corpus.regions),
        lieu_dit=lieux is not None,
        lieux_initiaux=lieux_initiaux,
        dispense=demande.dispense,
        jeune_diplome=demande.jeune_diplome,
        rang=demande.rang_renouvellement,
        initial_sur_aucune_ligne=sur_aucune_ligne(initiaux, corpus),
    )


def sur_aucune_ligne(codes: Mapping[str, str], corpus: Loi) -> bool:
    """Tell whether codes say « none of the rows » of an agreement."""
    return not corpus.codes_d_aucune_ligne.isdisjoint(codes.values())


def _lieux_initiaux(demande: Demande, corpus: Loi) -> tuple[str, ...] | None:
    departement, region = demande.departement_initial, demande.region_initiale
    if departement is None and region is None:
        return None
    return Lieu("departement_initial", "region_initiale", departement, region).regions(corpus)


def lire_les_nationalites(texte: str | None, corpus: Loi) -> tuple[str, ...]:
    """Return the codes of nationalities joined by `+`, without repeats.

    Raises:
        NationaliteError: One is no code.
    """
    if texte is None:
        return ()
    if texte in corpus.nationalites:
        return (texte,)
    codes = tuple(dict.fromkeys(texte.split(SEPARATEUR)))
    for code in codes:
        if code not in corpus.nationalites:
            raise NationaliteError("nationalite", texte, _nationalite_inconnue(code, corpus))
    return codes


def _nationalite_inconnue(code: str, corpus: Loi) -> str:
    if not code:
        return "un code est vide ; joignez les codes par « + », sans rien d'autre"
    if code.upper() in corpus.nationalites:
        return f"« {code} » s'écrit en majuscules : {code.upper()}"
    sans_etat = ", ".join(c for c in corpus.nationalites if c.startswith("XX"))
    return (
        f"« {code} » n'est pas un code ISO 3166-1 à trois lettres (SEN, POL…), "
        f"ni l'un de {sans_etat} (apatride, réfugiés, papiers sans nationalité)"
    )


def lire_les_codes(champ: str, texte: str | None, corpus: Loi) -> Mapping[str, str]:
    """Return the codes of an occupation, joined by `+`, by nomenclature.

    Raises:
        MetierError: One is of no nomenclature, or does not exist in its own, or two are of one,
            or several nomenclatures claim it.
    """
    if not texte:
        return {}
    if (connus := corpus.codes_dits.get(texte)) is not None:
        return connus
    codes: dict[str, str] = {}
    for ecrit in texte.split(SEPARATEUR):
        nomenclature, code = _code(champ, ecrit, corpus)
        if nomenclature in codes:
            probleme = f"« {texte} » : deux codes {_nom(nomenclature, corpus)} ; gardez-en un"
            raise MetierError(champ, texte, probleme)
        codes[nomenclature] = code
    return codes


def ecrire_les_codes(codes: Mapping[str, str], corpus: Loi) -> str:
    """Return the text that means these codes, by nomenclature."""
    return SEPARATEUR.join(corpus.ecrire(*code) for code in codes.items())


def ecrire_net(texte: str | None, codes: Mapping[str, str], corpus: Loi) -> str | None:
    """Return codes as they are written: a nomenclature said where none else claims is dropped."""
    return ecrire_les_codes(codes, corpus) if texte and QUALIFIE in texte else texte


def _code(champ: str, ecrit: str, corpus: Loi) -> CodeMetier:
    """The only code that a text may be; one of a nomenclature known whole must exist there."""
    possibles = corpus.candidats(ecrit)
    if len(possibles) == 1:
        return possibles[0]
    if possibles:
        noms = " ou ".join(_nom(code.nomenclature, corpus) for code in possibles)
        choix = " ou ".join(str(code) for code in possibles)
        raise MetierError(champ, ecrit, f"« {ecrit} » peut être un code {noms} : écrivez {choix}")
    raise MetierError(champ, ecrit, _pas_un_code(ecrit, corpus))


def _pas_un_code(ecrit: str, corpus: Loi) -> str:
    """Why no nomenclature that lists use claims a text."""
    dite, separe, code = ecrit.rpartition(QUALIFIE)
    employees = [n for n in corpus.employees if not separe or n.id == dite]
    if not employees:
        connues = ", ".join(n.id for n in corpus.employees)
        return f"« {dite} » n'est pas une nomenclature des listes ; écrivez l'une de {connues}"
    siennes = [n for n in employees if n.ecrit(code)]
    if siennes:
        probleme = f"« {code} » n'existe pas dans la nomenclature {siennes[0].nom}"
        return f"{probleme} : vérifiez-le"
    autre = next((n.nom for n in corpus.nomenclatures if n.ecrit(code)), None)
    constat = f"« {code} » est un code {autre}" if autre else f"« {code} » n'est pas un code"
    attendus = " ou ".join(n.nom for n in employees)
    return f"{constat} ; {'employez' if separe else 'les listes emploient'} le {attendus}"


def _nom(nomenclature: str, corpus: Loi) -> str:
    return next(n.nom for n in corpus.nomenclatures if n.id == nomenclature)


class Lieu(NamedTuple):
    """A place as it is stated: two facts, and their names in the contract."""

    champ_du_departement: str
    champ_de_la_region: str
    departement: str | None
    region: str | None

    def regions(self, corpus: Loi) -> tuple[str, ...] | None:
        """Return the regions of the base it lies in, None where it is not said.

        Raises:
            TerritoireError: It does not exist, or its two facts disagree.
        """
        region, departement = self.region, self.departement
        large = corpus.parties(region) if region is not None else None
        if region is not None and not large:
            probleme = _territoire_inconnu("région", region, corpus)
            raise TerritoireError(self.champ_de_la_region, region, probleme)
        if departement is None:
            return large
        connu = corpus.departements.get(departement)
        if connu is None:
            probleme = _territoire_inconnu("département", departement, corpus)
            raise TerritoireError(self.champ_du_departement, departement, probleme)
        if large is not None and connu.region not in large:
            raise TerritoireError(
                self.champ_du_departement,
                departement,
                f"le département {departement} ({connu.nom}) est dans la région {connu.region}, "
                f"non dans la région {region} : corrigez l'un ou l'autre",
            )
        return (connu.region,)


def _territoire_inconnu(nature: str, code: str, corpus: Loi) -> str:
    versions = ", ".join(v.nom.fr for v in corpus.territoires.values())
    attendu = f"un code d'un découpage connu ({versions}) est attendu"
    if code in corpus.ailleurs:
        return f"« {code} » ({corpus.ailleurs[code]}) n'est pas de ce corpus ; {attendu}"
    if nature == "département" and code.isdigit() and f"0{code}" in corpus.departements:
        return f"« {code} » s'écrit avec son zéro : 0{code}"
    return f"« {code} » n'est pas un code de {nature} ; {attendu}"


def dater(demande: Demande, corpus: Loi) -> tuple[date, date]:
    """Return the days of filing and of examination of an application.

    Raises:
        DateError: The file has no day, was examined before it, or asks for a law known another day.
    """
    jours = _dates(demande)
    exiger_le_jour_connu(demande.connu_le, corpus)
    return jours


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


def exiger_le_jour_connu(jour: date | None, corpus: Loi) -> None:
    """Check that the law asked is known on the day an application asks for.

    Raises:
        DateError: It is known another day.
    """
    if jour not in (None, corpus.connu_le):
        connu = f"ce droit est connu au {corpus.connu_le}"
        raise DateError("connu_le", jour, f"{connu}, non au {jour} : demandez le droit de ce jour")


def exiger_parmi(champ: str, valeur: str | None, possibles: tuple[str, ...]) -> None:
    """Check that a fact has one of its values, or is not said.

    Raises:
        ValeurError: It has another.
    """
    if valeur is not None and valeur not in possibles:
        raise ValeurError(
            champ, valeur, f"« {valeur} » n'est pas prévu ; valeurs : {', '.join(possibles)}"
        )
