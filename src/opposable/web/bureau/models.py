"""The rows of the office: a file, its facts, its journal, its decisions, the figures."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from opposable.dossiers.etat import FINAUX, OUVERTS, Etat, Sens

DECIDES = (Etat.ACCEPTE.value, Etat.REFUSE.value)
EMPREINTE = 64
NOM = 200


LONGUES = (
    *("plie", "pieces", "poste", "incomplets", "saisines"),
    *("propositions", "constatations", "minute"),
)
"""What a file holds at length: a list of files does not read it."""


def _l_un_de(etats: frozenset[Etat]) -> Q:
    """A file in one of these states: SQLite finds a partial index by equalities, not by `IN`."""
    return reduce(or_, (Q(etat=etat) for etat in sorted(e.value for e in etats)))


EN_COURS = _l_un_de(OUVERTS)
FINIS = _l_un_de(FINAUX)
A_NOTIFIER = Q(notifiable_le__isnull=False)
BLOQUES = Q(bloque_le__isnull=False)
A_SIGNER = Q(a_signer=True)


def _parmi(champ: str, valeurs: type[Etat | Sens]) -> Q:
    return Q(**{f"{champ}__in": [valeur.value for valeur in valeurs]})


def _ordres(nom: str, champ: str, condition: Q) -> tuple[models.Index, models.Index]:
    """How a worklist is read in its order: in one service, and everywhere."""
    return (
        models.Index(name=f"dossiers_{nom}", fields=("service", champ, "id"), condition=condition),
        models.Index(name=f"dossiers_{nom}_partout", fields=(champ, "id"), condition=condition),
    )


class FicheDossier(models.Model):
    """A file as it stands: what it is searched and listed by in columns, the rest as JSON.

    A file is decided exactly when it has a decision in force: the database says so. Facts, acts
    and decisions are only ever added, and the file says how many are its own: read without a
    lock, it is whole.
    """

    numero = models.CharField(max_length=NOM, unique=True)
    demandeur = models.CharField(max_length=NOM)
    plie = models.TextField()
    etat = models.CharField(max_length=20)
    service = models.CharField(max_length=NOM, null=True)
    departement = models.CharField(max_length=NOM, null=True)
    agent = models.CharField(max_length=NOM, null=True)
    initial = models.CharField(max_length=NOM, null=True)
    signalement = models.CharField(max_length=EMPREINTE, null=True)
    siret = models.CharField(max_length=14, null=True)
    depose_le = models.DateField(null=True)
    repris_le = models.DateField(null=True)
    clos_le = models.DateField(null=True)
    notifie_le = models.DateField(null=True)
    autorise_du = models.DateField(null=True)
    autorise_au = models.DateField(null=True)
    bouge_le = models.DateField(null=True)
    echeance_le = models.DateField(null=True)
    notifiable_le = models.DateField(null=True)
    bloque_le = models.DateField(null=True)
    attend = models.CharField(max_length=20, default="")
    avis_de = models.CharField(max_length=NOM, null=True)
    a_signer = models.BooleanField(default=False)
    a_reexaminer = models.BooleanField()
    nombre_de_faits = models.PositiveIntegerField()
    nombre_d_actes = models.PositiveIntegerField()
    demande = models.JSONField()
    donnees = models.JSONField(default=dict)
    pieces = models.JSONField(default=list)
    poste = models.JSONField()
    incomplets = models.JSONField()
    saisines = models.JSONField()
    propositions = models.JSONField()
    constatations = models.JSONField()
    minute = models.JSONField(null=True)
    decision = models.OneToOneField(
        "FicheDecision", models.PROTECT, null=True, related_name="en_vigueur_de"
    )

    class Meta:
        """What the database itself holds true, and how worklists are read."""

        constraints = (
            models.CheckConstraint(name="etat_connu", condition=_parmi("etat", Etat)),
            models.CheckConstraint(
                name="decide_par_une_decision",
                condition=Q(etat__in=DECIDES, decision__isnull=False)
                | (~Q(etat__in=DECIDES) & Q(decision__isnull=True)),
            ),
        )
        indexes = (
            *_ordres("ouverts", "depose_le", EN_COURS),
            *_ordres("sans_agent", "depose_le", EN_COURS & Q(agent__isnull=True)),
            *_ordres("echeances", "echeance_le", EN_COURS),
            *_ordres("immobiles", "bouge_le", EN_COURS),
            *_ordres("a_signer", "depose_le", A_SIGNER),
            *_ordres("a_notifier", "notifiable_le", A_NOTIFIER),
            *_ordres("bloques", "bloque_le", BLOQUES),
            *_ordres("clos", "clos_le", FINIS),
            models.Index(
                name="dossiers_attendus", fields=("attend", "depose_le", "id"), condition=EN_COURS
            ),
            models.Index(
                name="dossiers_d_un_agent", fields=("agent", "depose_le", "id"), condition=EN_COURS
            ),
            models.Index(
                name="avis_attendus",
                fields=("avis_de", "depose_le", "id"),
                condition=Q(avis_de__isnull=False),
            ),
            models.Index(
                name="autorisations_qui_finissent",
                fields=("service", "autorise_au", "id"),
                condition=Q(etat=Etat.ACCEPTE.value),
            ),
            models.Index(
                name="accords_non_notifies",
                fields=("service", "etat", "notifie_le", "depose_le", "id"),
                condition=Q(etat=Etat.ACCEPTE.value, notifie_le__isnull=True),
            ),
            models.Index(
                name="renouvellements_d_accords",
                fields=("initial",),
                condition=Q(initial__isnull=False),
            ),
            models.Index(name="dossiers_semblables", fields=("signalement", "id")),
            models.Index(name="dossiers_de_l_employeur", fields=("siret", "id")),
            models.Index(name="dossiers_par_etat", fields=("service", "etat", "depose_le", "id")),
        )

    def __str__(self) -> str:
        return self.numero


class FicheFait(models.Model):
    """A fact said anew: on what day, by whom, in place of what."""

    dossier = models.ForeignKey(FicheDossier, models.PROTECT, related_name="faits")
    rang = models.PositiveIntegerField()
    champ = models.CharField(max_length=NOM)
    valeur = models.TextField(null=True)
    ancienne = models.TextField(null=True)
    par = models.CharField(max_length=NOM)
    le = models.DateField()

    class Meta:
        """A place in the order is taken once."""

        constraints = (models.UniqueConstraint("dossier", "rang", name="fait_a_son_rang"),)

    def __str__(self) -> str:
        return f"{self.champ} : {self.valeur}"


class Mot(models.Model):
    """A word that files are searched by, folded; each is kept once."""

    mot = models.CharField(max_length=NOM, unique=True)

    def __str__(self) -> str:
        return self.mot


class MotAmpute(models.Model):
    """A word with a letter less: two words a slip apart have one in common."""

    forme = models.CharField(max_length=NOM)
    mot = models.ForeignKey(Mot, models.PROTECT, db_index=False, related_name="amputes")

    class Meta:
        """A form is kept once for each word; it is asked by the form."""

        constraints = (models.UniqueConstraint(fields=("forme", "mot"), name="forme_du_mot"),)

    def __str__(self) -> str:
        return self.forme


class MotDuDossier(models.Model):
    """A file is found by a word, in a service whose people may read it."""

    mot = models.ForeignKey(Mot, models.PROTECT, db_index=False)
    service = models.CharField(max_length=NOM)
    dossier = models.ForeignKey(FicheDossier, models.PROTECT, related_name="mots")

    class Meta:
        """Read by word and service, or by word alone, the last file first."""

        constraints = (
            models.UniqueConstraint(fields=("mot", "service", "dossier"), name="mot_du_dossier"),
        )
        indexes = (models.Index(name="mot_de_tout_service", fields=("mot", "dossier")),)

    def __str__(self) -> str:
        return f"{self.service} : {self.mot_id}"


class Numerotation(models.Model):
    """The last number that a service gave in a year."""

    service = models.CharField(max_length=NOM)
    annee = models.PositiveIntegerField()
    dernier = models.PositiveIntegerField(default=0)

    class Meta:
        """A service counts once a year."""

        constraints = (
            models.UniqueConstraint(fields=("service", "annee"), name="un_compte_par_an"),
        )

    def __str__(self) -> str:
        return f"{self.annee} {self.service} : {self.dernier}"


class FicheActe(models.Model):
    """An entry of the journal, chained to the one before, and the instant it was kept."""

    dossier = models.ForeignKey(FicheDossier, models.PROTECT, related_name="actes")
    rang = models.PositiveIntegerField()
    le = models.DateField()
    instant = models.DateTimeField()
    auteur = models.CharField(max_length=NOM)
    role = models.CharField(max_length=NOM)
    acte = models.CharField(max_length=NOM)
    contenu = models.TextField()
    precedente = models.CharField(max_length=EMPREINTE)
    empreinte = models.CharField(max_length=EMPREINTE)

    class Meta:
        """Two acts done at once cannot both follow the same entry."""

        constraints = (models.UniqueConstraint("dossier", "rang", name="acte_a_son_rang"),)
        indexes = (models.Index(name="actes_de_quelqu_un", fields=("auteur", "id")),)

    def __str__(self) -> str:
        return f"{self.rang}. {self.acte}"


class FicheDecision(models.Model):
    """A decision signed, or born of silence; withdrawn, it stays and says from what day."""

    dossier = models.ForeignKey(FicheDossier, models.PROTECT, related_name="decisions")
    sens = models.CharField(max_length=20)
    minute = models.JSONField()
    retiree_le = models.DateField(null=True)

    class Meta:
        """One decision at most is in force."""

        constraints = (
            models.CheckConstraint(name="sens_connu", condition=_parmi("sens", Sens)),
            models.UniqueConstraint(
                name="une_decision_en_vigueur",
                fields=("dossier",),
                condition=Q(retiree_le__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.dossier_id} : {self.sens}"


class Compteur(models.Model):
    """How many files stand in a cell of the figures; empty text is a value not known."""

    service = models.CharField(max_length=NOM)
    depose_en = models.CharField(max_length=7)
    type = models.CharField(max_length=NOM)
    situation_emploi = models.CharField(max_length=NOM)
    etat = models.CharField(max_length=20)
    tacite = models.BooleanField()
    notifie = models.BooleanField()
    nombre = models.PositiveIntegerField(default=0)

    class Meta:
        """A cell is counted in one row."""

        constraints = (
            models.UniqueConstraint(
                name="une_ligne_par_case",
                fields=(
                    *("service", "depose_en", "type", "situation_emploi"),
                    *("etat", "tacite", "notifie"),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.service} {self.etat} : {self.nombre}"


class Total(models.Model):
    """How many files of a service stand in a state under an answer: what pages of figures read.

    The counters of all months, added up as they move: as few rows however many files there are.
    """

    service = models.CharField(max_length=NOM)
    situation_emploi = models.CharField(max_length=NOM)
    etat = models.CharField(max_length=20)
    nombre = models.PositiveIntegerField(default=0)

    class Meta:
        """A cell is counted in one row."""

        constraints = (
            models.UniqueConstraint(
                name="un_total_par_case", fields=("service", "situation_emploi", "etat")
            ),
        )

    def __str__(self) -> str:
        return f"{self.service} {self.etat} : {self.nombre}"


class FicheEnvoi(models.Model):
    """A form that was sent, and done: sent again, it does nothing more."""

    cle = models.CharField(max_length=EMPREINTE, unique=True)
    dossier = models.ForeignKey(FicheDossier, models.PROTECT, related_name="envois")

    def __str__(self) -> str:
        return self.cle


class FicheLettre(models.Model):
    """A letter as it went: the act it belongs to, its day, its bytes and their digest."""

    dossier = models.ForeignKey(FicheDossier, models.PROTECT, related_name="lettres")
    rang = models.PositiveIntegerField()
    type = models.CharField(max_length=NOM)
    jour = models.DateField()
    document = models.BinaryField()
    empreinte = models.CharField(max_length=EMPREINTE)

    class Meta:
        """An act has one letter of a kind."""

        constraints = (
            models.UniqueConstraint("dossier", "rang", "type", name="une_lettre_par_acte"),
        )

    def __str__(self) -> str:
        return f"{self.type} {self.empreinte}"
