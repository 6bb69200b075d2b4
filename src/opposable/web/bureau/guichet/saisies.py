"""The fields of the form, step by step: their names, what they are called, how they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from opposable.web.bureau.dire import CONTRATS, SEXES, SITUATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise


class Saisie(NamedTuple):
    """A field.

    Attributes:
        nom: Name of what it says, `employeur.siret` for one.
        libelle: What it is called.
        aide: What helps to fill it.
        genre: `ligne`, `lignes`, `jour`, `choix`, `pays`, `metier` or `departement`.
        choix: Values and words, where it is a choice.
        remplir: What the browser may fill it with.
        obligatoire: Whether its form says that it must be filled.
    """

    nom: str
    libelle: _StrPromise
    aide: _StrPromise | str = ""
    genre: str = "ligne"
    choix: Mapping[str, _StrPromise] = {}
    remplir: str = "off"
    obligatoire: bool = False

    @property
    def id(self) -> str:
        """What labels and links of the page call it."""
        return self.nom.replace(".", "-")


TYPES = {
    "introduction": _("Faire venir une personne qui réside à l’étranger"),
    "changement_statut": _("Changer de statut : elle est déjà en France"),
    "renouvellement": _("Renouveler une autorisation de travail"),
}
JOUR = _("Jour/mois/année.")


def _entreprise(partie: str) -> tuple[Saisie, ...]:
    return (
        Saisie(f"{partie}.siret", _("SIRET"), _("Quatorze chiffres, s’il y en a un.")),
        Saisie(f"{partie}.siren", _("SIREN"), _("Neuf chiffres, à défaut de SIRET.")),
        Saisie(f"{partie}.naf", _("Code NAF"), _("Quatre chiffres et une lettre : 56.10A.")),
        Saisie(f"{partie}.adresse", _("Adresse"), genre="lignes"),
    )


ETAPES: dict[str, tuple[Saisie, ...]] = {
    "demande": (
        Saisie(
            "demande.nationalite",
            _("Nationalité de la personne"),
            _("Un pays ou un nom d’habitant ; plusieurs, séparées par une virgule."),
            "pays",
        ),
        Saisie(
            "demande.metier",
            _("Métier exercé"),
            _("Avec vos mots, ou son code (ROME, famille professionnelle)."),
            "metier",
        ),
        Saisie("demande.departement", _("Département du lieu de travail"), "", "departement"),
        Saisie("demande.type", _("Démarche"), "", "choix", TYPES),
    ),
    "employeur": (
        Saisie(
            "employeur.nom",
            _("Nom ou raison sociale"),
            remplir="organization",
            obligatoire=True,
        ),
        *_entreprise("employeur"),
        Saisie(
            "employeur.departement",
            _("Département du siège"),
            _("Il peut dire quel service est compétent."),
            "departement",
        ),
        Saisie("employeur.effectif", _("Effectif"), _("Nombre de personnes.")),
        Saisie("employeur.representant", _("Représentant légal"), "", remplir="name"),
        Saisie(
            "employeur.immatriculation_sociale",
            _("Immatriculation sociale"),
            _("Numéro de cotisant à l’URSSAF ou à la MSA."),
        ),
        Saisie(
            "employeur.courriel",
            _("Courriel"),
            _("Pour être prévenu quand le dossier avance : le numéro, un lien, rien d’autre."),
            remplir="email",
        ),
        Saisie(
            "accueil.nom",
            _("Entreprise d’accueil"),
            _("Seulement si la personne travaille ailleurs que chez son employeur."),
        ),
        Saisie("accueil.siret", _("SIRET de l’entreprise d’accueil")),
        Saisie("accueil.adresse", _("Adresse de l’entreprise d’accueil"), genre="lignes"),
    ),
    "salarie": (
        Saisie("travailleur.nom", _("Nom"), obligatoire=True),
        Saisie("travailleur.nom_d_usage", _("Nom d’usage")),
        Saisie("travailleur.prenoms", _("Prénoms"), obligatoire=True),
        Saisie("travailleur.sexe", _("Sexe"), _("Comme au passeport."), "choix", SEXES),
        Saisie("travailleur.situation", _("Situation de famille"), "", "choix", SITUATIONS),
        Saisie("travailleur.ne_le", _("Jour de naissance"), JOUR, "jour"),
        Saisie("travailleur.ne_a", _("Ville de naissance")),
        Saisie("travailleur.pays_de_naissance", _("Pays de naissance"), "", "pays"),
        Saisie("travailleur.adresse", _("Adresse"), genre="lignes"),
        Saisie(
            "travailleur.departement",
            _("Département de résidence"),
            _(
                "Où habite la personne, si elle est en France : il dit le service compétent pour"
                " changer de statut ou renouveler."
            ),
            "departement",
        ),
        Saisie("travailleur.pays_de_residence", _("Pays de résidence"), "", "pays"),
        Saisie(
            "travailleur.titre",
            _("Numéro du titre de séjour ou du visa"),
            _("De 6 à 20 lettres et chiffres."),
        ),
        Saisie("travailleur.titre_expire_le", _("Fin de validité du titre"), JOUR, "jour"),
        Saisie("travailleur.titres_anterieurs", _("Titres antérieurs"), genre="lignes"),
    ),
    "emploi": (
        Saisie("emploi.intitule", _("Intitulé du poste"), obligatoire=True),
        Saisie("emploi.taches", _("Tâches"), _("Ce que la personne fera."), "lignes"),
        Saisie("emploi.contrat", _("Contrat"), "", "choix", CONTRATS),
        Saisie("emploi.debut_le", _("Début du contrat"), JOUR, "jour"),
        Saisie("emploi.fin_le", _("Fin du contrat"), _("S’il en a une."), "jour"),
        Saisie("emploi.heures", _("Heures par semaine")),
        Saisie("emploi.remuneration", _("Salaire brut par mois"), _("En euros.")),
        Saisie("emploi.avantages", _("Avantages"), _("Logement, repas, primes…"), "lignes"),
        Saisie("emploi.convention", _("Convention collective"), _("Numéro IDCC.")),
        Saisie("emploi.adresse", _("Adresse du lieu de travail"), genre="lignes"),
        Saisie("emploi.logement", _("Logement de la personne"), genre="lignes"),
    ),
}
TITRES = {
    "demande": _("La demande"),
    "employeur": _("L’employeur"),
    "salarie": _("La personne embauchée"),
    "emploi": _("Le poste"),
    "pieces": _("Les pièces"),
    "resume": _("Relire et envoyer"),
}
SAISIES = {saisie.nom: saisie for saisies in ETAPES.values() for saisie in saisies}
ETAPE_DE = {saisie.nom: etape for etape, saisies in ETAPES.items() for saisie in saisies}


def suivante(etape: str) -> str:
    """Return the step after a step; the last is its own."""
    noms = list(TITRES)
    return noms[min(noms.index(etape) + 1, len(noms) - 1)]
