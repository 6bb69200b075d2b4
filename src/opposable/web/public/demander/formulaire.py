"""The question: a form that tells beside the field what it does not understand; no guess."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from opposable.decision.demande import Demande
from opposable.decision.faits import etablir
from opposable.ecrit.repli import replier
from opposable.ecrit.typographie import composer
from opposable.errors import DemandeError, EtatDuDroitError
from opposable.law.etat_du_droit import EtatDuDroit
from opposable.recherche import phrase as phrases
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit
from opposable.web.socle.francais import dit_en_francais

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from opposable.law.territoire import Region
    from opposable.recherche.lecteur import Lecteur, Lue
    from opposable.recherche.nationalite import Comprise

Lieux: TypeAlias = "tuple[tuple[str, tuple[tuple[str, str], ...]], ...]"
"""Places by group: a key, and (value, name) pairs."""
DATES = ("depose_le", "examine_le", "connu_le")
JOUR_FRANCAIS = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
LONGUEUR = 200
PROPOSITIONS = 6
NON_DITE = "?"
"""Choice of a nationality that is not said."""
AU_CHOIX = {
    "activite": {
        "peche": gettext_lazy("Oui, dans la pêche"),
        "finance": gettext_lazy("Oui, dans la finance"),
        "autre": gettext_lazy("Non, dans une autre activité"),
    },
    "diplome_francais": {
        "master": gettext_lazy("Oui, au moins un master obtenu en France"),
        "autre": gettext_lazy("Non, un autre diplôme ou aucun"),
    },
    "dispense": {
        "detache_ue": gettext_lazy("Oui, détachée par un employeur de l’UE, de l’EEE ou de Suisse"),
        "douze_mois": gettext_lazy("Oui, douze mois au marché du travail français (ou un proche)"),
        "aucune": gettext_lazy("Non, ni l’un ni l’autre"),
    },
    "jeune_diplome": {
        "oui": gettext_lazy("Oui : master en France, emploi lié, payé 1,5 fois le minimum"),
        "non": gettext_lazy("Non"),
    },
    "rang_renouvellement": {
        "premier": gettext_lazy("Le premier"),
        "suivant": gettext_lazy("Le deuxième ou un suivant"),
    },
}
"""Words for the values of the facts that are asked for only where they matter."""
LIBELLES = {
    "activite": gettext_lazy("L’emploi est-il dans la pêche ou la finance ?"),
    "diplome_francais": gettext_lazy(
        "La personne a-t-elle un diplôme français au moins égal au master ?"
    ),
    "dispense": gettext_lazy(
        "La personne est-elle détachée, ou déjà admise au marché du travail ?"
    ),
    "jeune_diplome": gettext_lazy("Est-ce le premier emploi d’un jeune diplômé ?"),
    "rang_renouvellement": gettext_lazy("Quel renouvellement est-ce ?"),
}
"""The questions that these facts answer."""
PARTICULIERS = ("jeune_diplome", "dispense", "diplome_francais", "activite")
"""Facts of particular cases, in the order they are asked."""
TYPES = {
    "introduction": gettext_lazy("Faire venir une personne qui réside à l’étranger"),
    "changement_statut": gettext_lazy("Changer de statut : elle est déjà en France"),
    "renouvellement": gettext_lazy("Renouveler une autorisation de travail"),
}


def _texte() -> forms.CharField:
    return forms.CharField(required=False, max_length=LONGUEUR, strip=True)


class Question(forms.Form):
    """What is asked, field by field; each choice left to the person is kept in `choix`."""

    nationalite = _texte()
    nationalite_cherchee = _texte()
    nationalite_choisie = _texte()
    metier = _texte()
    metier_cherche = _texte()
    metier_choisi = _texte()
    metier_initial_cherche = _texte()
    metier_initial_choisi = _texte()
    lieu = _texte()
    type = _texte()
    depose_le = _texte()
    examine_le = _texte()
    metier_initial = _texte()
    activite = _texte()
    diplome_francais = _texte()
    connu_le = _texte()
    dispense = _texte()
    jeune_diplome = _texte()
    rang_renouvellement = _texte()
    lieu_initial = _texte()
    lecture = _texte()

    AUTRES_NOMS: ClassVar[Mapping[str, str]] = {
        "departement": "lieu",
        "region": "lieu",
        "departement_initial": "lieu_initial",
        "region_initiale": "lieu_initial",
    }

    def __init__(
        self,
        donnees: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(donnees, initial=dict(initial or {}))
        self.choix: dict[str, list[tuple[str, ...]]] = {}
        self.demande: Demande | None = None
        self.droit = droit.corpus()
        self._metier_dit = ""
        self._lecteur = droit.lecteur()

    def clean(self) -> dict[str, Any]:
        """Read every field, then check the facts together as the rule will."""
        dits = self.cleaned_data
        nationalite = self._nationalites()
        depose_le, examine_le, connu_le = (self._jour(nom) for nom in DATES)
        self._lecteur = lecteur_du_jour(examine_le or depose_le, nationalite)
        self._metier_dit = self._metier("metier")
        champs = {
            "nationalite": nationalite,
            "metier": self._metier_dit,
            "type": dits.get("type"),
            "depose_le": depose_le,
            "examine_le": examine_le,
            "metier_initial": self._initial(self._metier("metier_initial")),
            "connu_le": connu_le,
            **{champ: dits.get(champ) for champ in AU_CHOIX},
            **self._lieu("lieu", ("departement", "region")),
            **self._lieu("lieu_initial", ("departement_initial", "region_initiale")),
        }
        if not dits.get("type") and "type" not in self.errors:
            self.add_error("type", gettext("Choisissez la démarche."))
        if not self.errors:
            self._verifier(champs)
        return dits

    def _verifier(self, champs: Mapping[str, Any]) -> None:
        try:
            demande = Demande.depuis(champs)
            self.droit = droit.corpus(self._etat(demande.connu_le))
            etablir(demande, self.droit)
        except DemandeError as erreur:
            self.refuser(erreur)
        except EtatDuDroitError as erreur:
            self.add_error("connu_le", phrase(erreur.message))
        else:
            self.demande = demande

    def _etat(self, connu_le: date | None) -> EtatDuDroit:
        """The state of the law asked for: a day of knowledge, the rival readings of the address."""
        lectures = self.data.getlist("lecture") if isinstance(self.data, QueryDict) else []
        return EtatDuDroit.de(connu_le, filter(None, lectures))

    def refuser(self, erreur: DemandeError) -> None:
        """Tell what is wrong with a fact beside its field, unless the field already tells."""
        champ = self.AUTRES_NOMS.get(erreur.champ, erreur.champ)
        if champ not in self.errors:
            self.add_error(champ if champ in self.fields else None, phrase(erreur.probleme))

    def valeur(self, champ: str) -> str:
        """Return what was typed in a field, or what it opens on."""
        ecrit = self.data.get(champ) if self.is_bound else self.initial.get(champ)
        return str(ecrit or "")

    def precisions(self) -> list[dict[str, Any]]:
        """Return the facts of particular cases, each with its words."""
        return [self.precision(champ) for champ in PARTICULIERS]

    def rang(self) -> dict[str, Any]:
        """Return the rank of a renewal, with its words."""
        return self.precision("rang_renouvellement")

    def precision(self, champ: str) -> dict[str, Any]:
        """Return a fact asked for only where it matters, with its words."""
        return {
            "champ": champ,
            "libelle": LIBELLES[champ],
            "choix": AU_CHOIX[champ],
            "valeur": self.valeur(champ),
            "erreurs": self.errors.get(champ),
        }

    def renouvelle(self) -> bool:
        """Tell whether a fact of a renewal was said, or is wrong."""
        return self._dit("metier_initial", "rang_renouvellement", "lieu_initial")

    def particularise(self) -> bool:
        """Tell whether a fact of a particular case was said, or is wrong."""
        return self._dit(*PARTICULIERS)

    def date(self) -> bool:
        """Tell whether another day than that of filing was said, or is wrong."""
        return self._dit("examine_le", "connu_le")

    def _dit(self, *champs: str) -> bool:
        return any(self.valeur(champ) or champ in self.errors for champ in champs)

    def _nationalites(self) -> str:
        dits = self.cleaned_data
        ecrit, choisie = dits.get("nationalite") or "", dits.get("nationalite_choisie")
        if choisie and ecrit == dits.get("nationalite_cherchee"):
            ecrit = choisie
        comprise = droit.pays().comprendre(ecrit)
        if comprise.ecrit:
            self._proposer_nationalites(comprise)
        elif not comprise.codes and not comprise.non_dite:
            self.add_error(
                "nationalite",
                gettext("Indiquez la nationalité : un pays, un nom d’habitant ou un code."),
            )
        return "+".join(comprise.codes)

    def _proposer_nationalites(self, comprise: Comprise) -> None:
        """Leave a choice to make, « none of these » always among what may be chosen."""
        langue, pays = droit.langue(), droit.pays()
        avant = "".join(f"{code}, " for code in comprise.codes)
        apres = "".join(f", {partie}" for partie in comprise.reste)
        aucune = (NON_DITE, phrases.dire(phrases.SANS_NATIONALITE, langue))
        self.choix["nationalite"] = [
            *((f"{avant}{code}{apres}", pays.nom(code, langue)) for code in comprise.propositions),
            aucune,
        ]
        self.add_error("nationalite", phrases.expliquer(comprise, langue))

    def _metier(self, champ: str) -> str:
        """Return the code of an occupation: chosen, typed, or that of a title typed whole."""
        ecrit = (self.cleaned_data.get(champ) or "").strip()
        choisi = self.cleaned_data.get(f"{champ}_choisi") or ""
        if choisi and ecrit == (self.cleaned_data.get(f"{champ}_cherche") or ""):
            return choisi
        lue = self._lecteur.metier(ecrit)
        if lue.dit:
            self.choix[champ] = choix_de_metier(lue, self._lecteur)
            self.add_error(champ, lue.dit)
        elif champ == "metier" and not ecrit:
            self.add_error(champ, gettext("Indiquez le métier : des mots ou son code."))
        return lue.code

    def _initial(self, code: str) -> str:
        """Return the first occupation; on no list like the new one, it is not known to be the same.

        Two occupations off the lists have one code for both, which tells nothing of whether one
        became the other.
        """
        hors_liste = code == self._lecteur.aucun()
        return "" if hors_liste and self._metier_dit == code else code

    def _lieu(self, champ: str, faits: tuple[str, str]) -> dict[str, str]:
        """Return the department or the region that a choice of place names."""
        lieu = self.cleaned_data.get(champ) or ""
        nature, _, code = lieu.partition("-")
        noms = dict(zip("dr", faits, strict=True))
        if lieu and nature not in noms:
            self.add_error(champ, gettext("Choisissez un lieu dans la liste."))
            return {}
        return {noms[nature]: code} if code else {}

    def _jour(self, champ: str) -> str:
        """Return a day as AAAA-MM-JJ; JJ/MM/AAAA is understood too."""
        ecrit = (self.cleaned_data.get(champ) or "").strip()
        if not ecrit:
            if champ == "depose_le":
                self.add_error(champ, gettext("Indiquez le jour de dépôt de la demande."))
            return ""
        if not (jour := lire_jour(ecrit)):
            message = gettext("« %(ecrit)s » n’est pas une date : écrivez-la JJ/MM/AAAA.")
            self.add_error(champ, message % {"ecrit": ecrit})
        return jour


def lire_jour(ecrit: str) -> str:
    """Return a day as AAAA-MM-JJ, empty where it is none; JJ/MM/AAAA is understood too."""
    francais = JOUR_FRANCAIS.fullmatch(ecrit)
    jour, mois, an = francais.groups() if francais else ("", "", "")
    try:
        return date.fromisoformat(f"{an}-{mois:0>2}-{jour:0>2}" if an else ecrit).isoformat()
    except ValueError:
        return ""


def lecteur_du_jour(jour: str, nationalite: str) -> Lecteur:
    """Return what reads words in the nomenclatures that the lists of a day use.

    Args:
        jour: Day of examination, AAAA-MM-JJ; empty where it is not said.
        nationalite: Codes joined by `+`.
    """
    du_jour = date.fromisoformat(jour) if jour else None
    return droit.lecteur(du_jour, nationalite.split("+"))


def choix_de_metier(lue: Lue, lecteur: Lecteur) -> list[tuple[str, ...]]:
    """Return what may be chosen for words or a code: what is near, then that nothing is.

    Each choice is a code, a label, and what to show beside it.
    """
    langue, aucun = droit.langue(), lecteur.aucun()
    if lue.code and lue.dit:
        proches = [(code, intitule, "") for code, intitule in lue.propositions]
        return [*proches, (lue.code, phrases.dire(phrases.GARDER_LE_CODE, langue, lue.code), "")]
    trouves = lecteur.proposer(lue.ecrit.strip(), PROPOSITIONS)
    proches = [(p.metier, p.intitule, p.appellation) for p in trouves]
    return [*proches, (aucun, phrases.dire(phrases.AUCUN_METIER, langue), "")]


def phrase(probleme: str) -> str:
    """Return what is wrong with a fact, as a sentence."""
    texte = composer(probleme)
    return dit_en_francais(texte[:1].upper() + texte[1:] + ("" if texte.endswith(".") else "."))


def lieux() -> Lieux:
    """Return the places of work by group: departments, regions of today, regions of before.

    Each group is a key, for the template to name, and (value, name) pairs.
    """
    corpus = droit.corpus()
    return _lieux(corpus.division(droit.jour_connu()))


@du_droit()
def _lieux(division: str) -> Lieux:
    corpus = droit.corpus()
    du_jour = corpus.regions_de(division)
    anciennes = {code: r for code, r in corpus.regions.items() if code not in du_jour}
    departements = sorted(
        (f"d-{d.code}", f"{d.code} – {d.nom}") for d in corpus.departements.values()
    )
    return (
        ("departements", tuple(departements)),
        ("regions", _regions(du_jour.values())),
        ("anciennes", _regions(anciennes.values())),
    )


def _regions(regions: Iterable[Region]) -> tuple[tuple[str, str], ...]:
    nommees = ((f"r-{r.code}", r.nom) for r in regions)
    return tuple(sorted(nommees, key=lambda paire: replier(paire[1])))
