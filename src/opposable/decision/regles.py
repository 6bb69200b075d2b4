"""The names by which the rule calls the sentences of the law data, checked when the law is loaded.

A name is a member of an enumeration: one that is mistyped does not exist, one that the data lack
is told before anything is decided.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from opposable.errors import LawDataError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from opposable.law.loi import Loi


class R(StrEnum):
    """Deciding rules."""

    FRANCAIS = "francais"
    HORS_COUVERTURE = "hors-couverture"
    LIBRE_CIRCULATION = "libre-circulation"
    DIPLOME_FRANCAIS = "diplome-francais"
    FAIT_MANQUANT = "fait-manquant"
    NON_ATTEINT_INTRODUCTION = "non-atteint-introduction"
    NON_ATTEINT_LISTE_2006 = "non-atteint-liste-2006"
    LISTE_SANS_ZONE = "liste-sans-zone"
    LISTE_TOUTES_REGIONS = "liste-toutes-regions"
    LISTE_REGIONALE = "liste-regionale"
    RESTRICTION_CONTRAIRE = "restriction-contraire"
    RESTRICTION_INCONNUE = "restriction-inconnue"
    HORS_REGION = "hors-region"
    OUTRE_MER = "outre-mer"
    REGION_INCONNUE = "region-inconnue"
    HORS_LISTE = "hors-liste"
    EXCLU_PAR_ACCORD = "exclu-par-accord"
    DISPENSE_DETACHEMENT = "dispense-detachement"
    DISPENSE_DOUZE_MOIS = "dispense-douze-mois"
    JEUNE_DIPLOME = "jeune-diplome"
    SANS_LISTE = "sans-liste"
    SANS_LISTE_INCONNU = "sans-liste-inconnu"
    LISTE_PARTIELLE = "liste-partielle"
    NOTIFICATION_SUSPENDUE = "notification-suspendue"
    RENOUVELLEMENT_SUIVANT = "renouvellement-suivant"
    RENOUVELLEMENT_ANCIEN = "renouvellement-ancien"
    RENOUVELLEMENT_MEME_METIER = "renouvellement-meme-metier"
    RENOUVELLEMENT_SILENCE = "renouvellement-silence"
    RENOUVELLEMENT_METIER_INITIAL_INCONNU = "renouvellement-metier-initial-inconnu"


class M(StrEnum):
    """Reasons beside the one that decides."""

    REGIME_UE_TRANSITOIRE = "regime-ue_transitoire"
    REGIME_PAYS_TIERS = "regime-pays_tiers"
    REGIME_ACCORD_EN_VIGUEUR = "regime-accord_en_vigueur"
    REGIME_EXCLU_PAR_ACCORD = "regime-exclu_par_accord"
    LISTE_APPLICABLE = "liste-applicable"
    LISTE_EN_COURS = "liste-en-cours"
    RENOUVELLEMENT_METIER_CHANGE = "renouvellement-metier-change"
    TOUTES_APPELLATIONS = "toutes-appellations"
    SANS_RECHERCHE_PREALABLE = "sans-recherche-prealable"
    DROIT_COMMUN = "droit-commun"
    NOTIFICATION_RETENUE = "notification-retenue"


class A(StrEnum):
    """Notes beside the answer."""

    AUTORISATION_OBLIGATOIRE = "autorisation-obligatoire"
    DIPLOME_NON_DIT = "diplome-non-dit"
    NOTIFICATION_DROIT_COMMUN = "notification-droit-commun"
    NOTIFICATION_LISTE_2006 = "notification-liste-2006"
    ARRETE_DIVERGENT = "arrete-divergent"
    RESIDENCE_INCONNUE = "residence-inconnue"
    CODE_TERRITOIRE = "code-territoire"
    REGLEMENTATION_PROFESSION = "reglementation-profession"
    EXAMEN_APRES_CONNAISSANCE = "examen-apres-connaissance"
    LISTE_CONNUE_EN_PARTIE = "liste-connue-en-partie"
    PLUSIEURS_CODES = "plusieurs-codes"
    CODES_EN_DESACCORD = "codes-en-desaccord"
    CODES_PROPOSES = "codes-proposes"
    RANG_NON_DIT = "rang-non-dit"
    ZONE_INITIALE_NON_DITE = "zone-initiale-non-dite"
    RANG_SANS_EFFET = "rang-sans-effet"
    METIER_INITIAL_SANS_EFFET = "metier-initial-sans-effet"
    ZONE_INITIALE_SANS_EFFET = "zone-initiale-sans-effet"
    DISPENSE_SANS_EFFET = "dispense-sans-effet"
    JEUNE_DIPLOME_SANS_EFFET = "jeune-diplome-sans-effet"


class Q(StrEnum):
    """Facts to ask for."""

    NATIONALITE = "nationalite"
    METIER = "metier"
    TYPE = "type"
    REGION = "region"
    ACTIVITE = "activite"
    METIER_INITIAL = "metier_initial"
    REGION_INITIALE = "region_initiale"
    TEXTE_HORS_CORPUS = "texte_hors_corpus"


class V(StrEnum):
    """Changes that would turn an answer."""

    DIPLOME = "diplome"
    JEUNE_DIPLOME = "jeune_diplome"
    ACTIVITE = "activite"
    METIER_INITIAL = "metier_initial"
    DATE = "date"
    REGION = "region"
    METIER = "metier"
    NATIONALITE = "nationalite"


class Reserve(StrEnum):
    """Values that may be known otherwise than from a legal text."""

    STATUT = "statut"
    LISTE = "liste"
    ENTREE = "entree"
    AUTORITE = "autorite"
    COUVERTURE = "couverture"


NOMS: Mapping[str, type[StrEnum]] = {
    "regle": R,
    "motif": M,
    "avis": A,
    "question": Q,
    "voie": V,
    "reserve": Reserve,
}
"""The names, by kind of sentence in `regles.toml`."""


def verifier(loi: Loi) -> None:
    """Check that the data hold every sentence the rule names.

    Raises:
        LawDataError: Some are missing; they are named.
    """
    textes = loi.textes
    tenues: Mapping[str, Collection[str]] = {
        "regle": loi.regles,
        "motif": textes.motifs,
        "avis": textes.avis,
        "question": textes.questions,
        "voie": textes.voies,
        "reserve": textes.reserves,
    }
    for genre, noms in NOMS.items():
        absents = sorted({nom.value for nom in noms} - set(tenues[genre]))
        if absents:
            probleme = f"il manque {', '.join(absents)}"
            raise LawDataError(f"regles.toml#{genre}", probleme, champ="id")
