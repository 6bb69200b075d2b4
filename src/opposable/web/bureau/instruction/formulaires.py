"""The form of each act: what is asked of whoever does it, and the act it makes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opposable.decision.demande import Demande
from opposable.dossiers import acte as a
from opposable.dossiers.donnees import CHAMPS, PAYS, fautes
from opposable.dossiers.etat import Grief, Proposition, Sens
from opposable.dossiers.vie import CORRIGIBLES
from opposable.errors import DemandeError, ValeurError
from opposable.recherche.lecteur import Etat, Lecteur
from opposable.web.bureau.determiner import determiner
from opposable.web.bureau.instruction import mots
from opposable.web.bureau.pieces.depot import recevoir
from opposable.web.socle import droit
from opposable.web.socle.francais import dit, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from django.http import QueryDict
    from django.utils.functional import _StrPromise as Promise

    from opposable.decision.determination import Determination
    from opposable.dossiers.etat import Dossier

LIGNE, TEXTE = 200, 4000
CANDIDATS_AU_PLUS = 8
FAIT, DROIT = "fait-", "droit-"
AUTRE = "autre"


@dataclass(frozen=True)
class Vue:
    """Who acts, on what: what the forms draw on.

    Attributes:
        dossier: The file, as it was read.
        jour: Day of the office.
        parametres: What the address asks for: the condition, the fact, the words searched.
        collegues: People of the service, by identifier.
        services: Every service of the day, by identifier, the competent ones first.
        saisi: Service of whoever acts that was asked for its opinion, None elsewhere.
    """

    dossier: Dossier
    jour: date
    parametres: QueryDict
    collegues: Mapping[str, str]
    services: Mapping[str, str]
    saisi: str | None

    def determination(self) -> Determination:
        """Return what the law says of the file today."""
        return determiner(self.dossier, self.jour)


class Formulaire(NamedTuple):
    """The form of an act.

    Attributes:
        acte: The act.
        champs: What is asked, as fields; none where the act says nothing more.
        lire: From what was typed to what the act says.
        nom: What it is called, where the act has several forms.
        aide: What it does, in a sentence.
    """

    acte: type[a.Acte]
    champs: Callable[[Vue], dict[str, forms.Field]] = lambda _: {}
    lire: Callable[[Vue, Mapping[str, Any]], dict[str, Any]] = lambda _, dits: dict(dits)
    nom: Promise | None = None
    aide: Promise | str = ""

    @property
    def titre(self) -> Promise:
        """What people call it."""
        return self.nom or mots.ACTES[self.acte]


def ligne(libelle: Promise | str, **options: Any) -> forms.CharField:
    """Ask for a line."""
    return forms.CharField(label=libelle, max_length=LIGNE, **options)


def texte(libelle: Promise | str, **options: Any) -> forms.CharField:
    """Ask for a text of several lines."""
    champ = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=libelle, max_length=TEXTE, widget=champ, **options)


def jour(libelle: Promise | str) -> forms.DateField:
    """Ask for a day."""
    champ = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=libelle, widget=champ, input_formats=["%Y-%m-%d", "%d/%m/%Y"])


def choix(libelle: Promise | str, possibles: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    """Ask for one of a few."""
    return forms.ChoiceField(label=libelle, choices=list(possibles), widget=forms.RadioSelect)


def menu(
    libelle: Promise | str, possibles: Iterable[tuple[str, Any]], initial: str = ""
) -> forms.ChoiceField:
    """Ask for one of many."""
    return forms.ChoiceField(label=libelle, choices=[("", "—"), *possibles], initial=initial)


def euros(libelle: Promise | str) -> forms.DecimalField:
    """Ask for a sum of euros."""
    return forms.DecimalField(label=libelle, min_value=0, decimal_places=2, max_digits=9)


def _pieces(_vue: Vue, dits: Mapping[str, Any]) -> dict[str, Any]:
    lignes = (ligne_.strip() for ligne_ in dits["pieces"].splitlines())
    return {"pieces": tuple(ligne_ for ligne_ in lignes if ligne_)}


def _joint(vue: Vue, dits: Mapping[str, Any]) -> dict[str, Any]:
    recu = dits["piece"]
    return {"pieces": (recevoir(recu.name, recu.read(), vue.dossier.pieces),)}


def _corriger(vue: Vue) -> dict[str, forms.Field]:
    champ = vue.parametres.get("champ", "")
    dit_ = vue.dossier.demande.champs() | vue.dossier.donnees.champs()
    parties = {nom: partie for nom, partie in mots.PARTIES.items() if nom != "demande"}
    noms = [
        (nom, f"{parties[nom.split('.')[0]]} – {dit_un}" if "." in nom else dit_un)
        for nom, dit_un in mots.FAITS.items()
        if nom not in {"type", "remuneration", "employeur"}
    ]
    return {
        "champ": forms.ChoiceField(label=_("Fait"), choices=noms, initial=champ),
        "valeur": texte(
            _("Nouvelle valeur"),
            required=False,
            initial=dit_.get(champ, ""),
            help_text=_("Vide : ce fait n’est plus dit. L’ancienne valeur reste au dossier."),
        ),
        "raison": ligne(_("Raison")),
    }


def _corrige(vue: Vue, dits: Mapping[str, Any]) -> dict[str, Any]:
    """Read a fact said anew; what the law or another fact makes impossible is told, not kept."""
    champ, valeur = dits["champ"], _lire_les_mots(dits["champ"], dits["valeur"].strip())
    donnees = vue.dossier.donnees.champs()
    if valeur and champ in CHAMPS:
        pays = droit.corpus().nationalites
        probleme = fautes({**donnees, champ: valeur}, vue.jour, pays).get(champ)
        if probleme:
            raise ValeurError(champ, valeur, probleme)
    if champ in CORRIGIBLES:
        demande = Demande.depuis({**vue.dossier.demande.champs(), champ: valeur})
        try:
            determiner(replace(vue.dossier, demande=demande), vue.jour)
        except DemandeError as erreur:
            if erreur.champ == champ:
                raise
    return {**dits, "valeur": valeur}


def _lire_les_mots(champ: str, valeur: str) -> str | None:
    """Return the code of a nationality or an occupation said in words; other facts as typed.

    Raises:
        ValeurError: The words mean several codes, or none.
    """
    lire = EN_MOTS.get(champ)
    if lire is None:
        return valeur or None
    lue = lire(droit.lecteur(), valeur)
    if lue.etat in {Etat.CHOIX, Etat.INCONNU}:
        raise ValeurError(champ, valeur, lue.dit)
    return lue.code or None


EN_MOTS = {
    **dict.fromkeys(("nationalite", *PAYS), Lecteur.nationalite),
    **dict.fromkeys(("metier", "metier_initial"), Lecteur.metier),
}
"""Facts that people say in words."""


def _rapprocher(vue: Vue) -> dict[str, forms.Field]:
    fonctions = vue.parametres.get("fonctions") or vue.dossier.donnees.emploi.taches or ""
    possibles = [(code, f"{code} – {nom}") for code, nom in candidats(fonctions, vue.dossier)]
    return {
        "fonctions": texte(_("Intitulé et tâches du poste"), initial=fonctions),
        "retenu": choix(_("Code retenu"), possibles),
        "raison": ligne(_("Raison")),
    }


def candidats(fonctions: str, dossier: Dossier) -> list[tuple[str, str]]:
    """Return the codes that words may mean, the one the application says first."""
    trouves = {p.metier: p.intitule for p in droit.chercher_metier(fonctions, CANDIDATS_AU_PLUS)}
    code = dossier.demande.metier
    if code:
        connu = droit.corpus().metiers.get(code)
        trouves = {code: connu.intitule if connu else gettext("code dit par la demande")} | trouves
    return list(trouves.items())


def _rapproche(vue: Vue, dits: Mapping[str, Any]) -> dict[str, Any]:
    proposes = tuple(code for code, _nom in candidats(dits["fonctions"], vue.dossier))
    return {**dits, "candidats": proposes}


def _constater(vue: Vue) -> dict[str, forms.Field]:
    conditions = {c.id: phrase(dit(c.texte)) for c in vue.determination().conditions}
    demandee = vue.parametres.get("condition", "")
    connue = vue.dossier.dites.get(demandee)
    oui_non = (("oui", _("remplie")), ("non", _("non remplie")))
    laquelle = choix(_("Condition"), conditions.items())
    if demandee in conditions:  # asked for by the address: its words stand over the answer
        laquelle.initial, laquelle.widget = demandee, forms.HiddenInput()
    return {
        "condition": laquelle,
        "remplie": choix(conditions.get(demandee, _("Réponse")), oui_non),
        "raison": texte(_("Raison"), initial=connue.raison if connue else ""),
        "preuve": ligne(
            _("Preuve : ce qui a été vu"), required=False, initial=connue.preuve if connue else ""
        ),
    }


def _constate(_vue: Vue, dits: Mapping[str, Any]) -> dict[str, Any]:
    return {**dits, "remplie": dits["remplie"] == "oui"}


def _examine(vue: Vue, _dits: Mapping[str, Any]) -> dict[str, Any]:
    return {"proposition": Proposition.de(vue.determination(), vue.jour)}


def _griefs(vue: Vue) -> dict[str, forms.Field]:
    """Ask for the reasons: a condition of the law is the law, the fact is typed."""
    champs: dict[str, forms.Field] = {}
    for condition in vue.determination().conditions:
        aide = gettext("En droit : %(article)s") % {"article": condition.article}
        nom = f"{FAIT}{condition.id}"
        champs[nom] = texte(phrase(dit(condition.texte)), required=False, help_text=aide)
    champs[f"{DROIT}{AUTRE}"] = ligne(_("Autre motif, en droit"), required=False)
    champs[f"{FAIT}{AUTRE}"] = texte(_("Autre motif, en fait"), required=False)
    return champs


def _grieves(vue: Vue, dits: Mapping[str, Any]) -> dict[str, Any]:
    articles = {c.id: c.article for c in vue.determination().conditions}
    articles[AUTRE] = dits[f"{DROIT}{AUTRE}"]
    return {
        "griefs": tuple(
            Grief(condition=nom, droit=article, fait=dits[f"{FAIT}{nom}"])
            for nom, article in articles.items()
            if dits[f"{FAIT}{nom}"].strip()
        )
    }


def _accord(_vue: Vue) -> dict[str, forms.Field]:
    return {
        "droit_commun": forms.BooleanField(
            label=_("Le droit commun seul justifie cet accord"),
            required=False,
            help_text=_("Cochée, l’accord ne tient pas à la liste : il se notifie aussitôt."),
        )
    }


def _saisir(vue: Vue) -> dict[str, forms.Field]:
    autres = ((s, nom) for s, nom in vue.services.items() if s != vue.dossier.service)
    return {"service": menu(_("Service"), autres), "question": texte(_("Question posée"))}


def _transferer(vue: Vue) -> dict[str, forms.Field]:
    autres = ((s, nom) for s, nom in vue.services.items() if s != vue.dossier.service)
    vise = vue.parametres.get("service", "")
    return {"service": menu(_("Service compétent"), autres, initial=vise)}


def _avis(_vue: Vue) -> dict[str, forms.Field]:
    return {"sens": choix(_("Avis"), mots.AVIS.items()), "motif": texte(_("Motifs de l’avis"))}


def _rendu(vue: Vue, dits: Mapping[str, Any]) -> dict[str, Any]:
    return {"service": vue.saisi, "sens": Sens(dits["sens"]), "motif": dits["motif"]}


def _dater(vue: Vue) -> dict[str, forms.Field]:
    del vue
    return {"du": jour(_("Premier jour")), "au": jour(_("Dernier jour"))}


FORMULAIRES: Mapping[str, Formulaire] = {
    "demander-pieces": Formulaire(
        a.DemanderPieces,
        lambda _vue: {"pieces": texte(_("Pièces manquantes, une par ligne"))},
        _pieces,
        aide=_("Le délai s’arrête jusqu’à leur arrivée ; une lettre le dit au demandeur."),
    ),
    "completer": Formulaire(a.Completer, aide=_("Le délai reprend.")),
    "joindre": Formulaire(
        a.Joindre,
        lambda _vue: {"piece": forms.FileField(label=_("Document (PDF, PNG ou JPEG)"))},
        _joint,
    ),
    "corriger": Formulaire(a.Corriger, _corriger, _corrige),
    "instruire": Formulaire(a.Instruire, aide=_("Le dossier est complet.")),
    "affecter": Formulaire(
        a.Affecter, lambda vue: {"agent": menu(_("À qui"), vue.collegues.items())}
    ),
    "commenter": Formulaire(a.Commenter, lambda _vue: {"texte": texte(_("Commentaire"))}),
    "contacter": Formulaire(
        a.Contacter,
        lambda _vue: {
            "moyen": choix(_("Moyen"), mots.MOYENS.items()),
            "avec": ligne(_("Avec qui")),
            "texte": texte(_("Ce qui a été dit")),
        },
    ),
    "rapprocher": Formulaire(a.Rapprocher, _rapprocher, _rapproche),
    "examiner": Formulaire(
        a.Examiner, lire=_examine, aide=_("Le logiciel répond aujourd’hui ; une personne décide.")
    ),
    "constater": Formulaire(a.Constater, _constater, _constate),
    "comparer-la-paie": Formulaire(
        a.ComparerLaPaie,
        lambda _vue: {
            "minimum": euros(_("Minimum mensuel (€)")),
            "reference": euros(_("Référence de l’emploi (€)")),
            "source": ligne(_("Où ces montants sont lus")),
        },
    ),
    "saisir": Formulaire(a.Saisir, _saisir, aide=_("Le délai continue de courir.")),
    "rendre-avis": Formulaire(a.RendreAvis, _avis, _rendu),
    "transferer": Formulaire(a.Transferer, _transferer, aide=_("Le jour du récépissé est gardé.")),
    "preparer-accord": Formulaire(
        a.Preparer,
        _accord,
        lambda _vue, dits: {"sens": Sens.FAVORABLE, **dits},
        _("Préparer un accord"),
    ),
    "preparer-refus": Formulaire(
        a.Preparer,
        _griefs,
        lambda vue, dits: {"sens": Sens.DEFAVORABLE, **_grieves(vue, dits)},
        _("Préparer un refus"),
        _("Chaque motif retenu se dit en fait ; le droit est celui de la condition."),
    ),
    "decider": Formulaire(
        a.Decider, aide=_("Votre signature engage le service : la décision existe dès lors.")
    ),
    "motiver": Formulaire(a.Motiver, _griefs, _grieves),
    "dater": Formulaire(a.Dater, _dater),
    "notifier": Formulaire(a.Notifier, aide=_("La lettre part avec la notification.")),
    "classer-sans-suite": Formulaire(
        a.ClasserSansSuite, lambda _vue: {"raison": texte(_("Raison"))}
    ),
    "rectifier": Formulaire(
        a.Rectifier, lambda _vue: {"texte": texte(_("Erreur matérielle et correction"))}
    ),
    "retirer": Formulaire(a.Retirer, lambda _vue: {"raison": texte(_("Raison"))}),
    "contester": Formulaire(
        a.Contester,
        lambda _vue: {
            "voie": choix(_("Voie"), mots.VOIES.items()),
            "recu_le": jour(_("Reçu le")),
        },
    ),
}
"""Every form of the page of a file; acts of the applicant and of the automaton have none here."""
SIGNES = frozenset((a.Decider, a.Motiver, a.Rectifier, a.Retirer))
"""Acts that bind the service: a password is asked for again."""
