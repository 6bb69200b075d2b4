"""The life of a file: an act, done on a day, makes of a file the next one, or is refused."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from opposable.decision.demande import CHAMPS, DATES, Demande
from opposable.dossiers import journal, regles
from opposable.dossiers.acte import (
    TABLE,
    Acte,
    Affecter,
    ClasserSansSuite,
    Commenter,
    ComparerLaPaie,
    Completer,
    Constater,
    ConstaterSilence,
    Contacter,
    Contester,
    Corriger,
    Dater,
    Decider,
    DemanderPieces,
    Deposer,
    Examiner,
    Instruire,
    Joindre,
    Motiver,
    Notifier,
    Preparer,
    Rapprocher,
    Rectifier,
    RendreAvis,
    Retirer,
    Saisir,
    SeDesister,
    Transferer,
)
from opposable.dossiers.donnees import CHAMPS as CHAMPS_DITS
from opposable.dossiers.donnees import Donnees
from opposable.dossiers.droits import Droits, Role
from opposable.dossiers.etat import (
    Constatation,
    Dossier,
    Etat,
    Fait,
    Incomplet,
    Minute,
    Poste,
    Saisine,
    Sens,
)
from opposable.ecrit.calendrier import ecrire_jour
from opposable.errors import DroitError, TransitionError, ValeurError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from opposable.dossiers.delais import Duree


CORRIGIBLES = frozenset(CHAMPS).difference(DATES, ("id", "type"))
"""Facts that may be said anew; the days and the kind of a file are its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadre:
    """What surrounds a file: rights, the period of silence, who wants two people.

    Attributes:
        droits: Roles and delegations.
        silence: Period after which silence is a decision, None where no text sets one.
        sens_du_silence: What that decision says.
        a_deux: Services where one person prepares and another signs.
        conditions_lient: Whether every condition must be met, or only weighed.
    """

    droits: Droits
    silence: Duree | None = None
    sens_du_silence: Sens = Sens.DEFAVORABLE
    a_deux: frozenset[str] = frozenset()
    conditions_lient: bool = False


def accomplir(dossier: Dossier, acte: Acte, jour: date, cadre: Cadre) -> Dossier:
    """Do an act on a file, on a day; the act is added to its journal.

    Raises:
        TransitionError: The state, the day or what the file holds does not allow it.
        DroitError: Its author may not do it.
    """
    ligne = TABLE[type(acte)]
    nom = type(acte).__name__
    if dossier.etat not in ligne.depuis:
        raise TransitionError(nom, dossier.etat, "cet état ne le permet pas")
    if dossier.journal and jour < dossier.journal[-1].le:
        raise TransitionError(nom, dossier.etat, f"le {ecrire_jour(jour)} précède le dernier acte")
    _exiger_le_droit(dossier, acte, jour, cadre.droits)
    apres = FAIRE[type(acte)](dossier, acte, jour, cadre)
    contenu = {c: v for c, v in asdict(acte).items() if c not in {"auteur", "role"}}
    return replace(
        apres,
        etat=ligne.vers or apres.etat,
        journal=journal.ajouter(
            dossier.journal,
            le=jour,
            auteur=acte.auteur,
            role=acte.role,
            acte=nom,
            contenu=contenu,
        ),
    )


def _exiger_le_droit(dossier: Dossier, acte: Acte, jour: date, droits: Droits) -> None:
    nom = type(acte).__name__
    if acte.role not in TABLE[type(acte)].roles:
        raise DroitError(acte.auteur, nom, f"le rôle « {acte.role} » ne le permet pas")
    service = acte.service if isinstance(acte, RendreAvis) else dossier.service
    if acte.role is Role.DEMANDEUR:
        tient = acte.auteur == dossier.demandeur
    else:
        tient = droits.tient(acte.auteur, acte.role, service, jour)
    if not tient:
        le = ecrire_jour(jour)
        raise DroitError(acte.auteur, nom, f"il n'a pas ce rôle pour ce dossier le {le}")


def _deposer(dossier: Dossier, acte: Deposer, jour: date, _: Cadre) -> Dossier:
    return replace(dossier, service=acte.service, depose_le=jour)


def _demander_pieces(dossier: Dossier, acte: DemanderPieces, jour: date, cadre: Cadre) -> Dossier:
    if dossier.incomplet:
        raise TransitionError("DemanderPieces", dossier.etat, "des pièces sont déjà attendues")
    if not acte.pieces:
        raise TransitionError("DemanderPieces", dossier.etat, "nommez au moins une pièce")
    regles.exiger_que_le_delai_coure(dossier, cadre.silence, jour)
    attendu = Incomplet(demande_le=jour, pieces=acte.pieces)
    return replace(dossier, incomplets=(*dossier.incomplets, attendu))


def _completer(dossier: Dossier, _: Completer, jour: date, __: Cadre) -> Dossier:
    attendu = dossier.incomplet
    if attendu is None:
        raise TransitionError("Completer", dossier.etat, "aucune pièce n'est attendue")
    complet = replace(attendu, complete_le=jour)
    return replace(dossier, incomplets=(*dossier.incomplets[:-1], complet))


def _joindre(dossier: Dossier, acte: Joindre, _: date, __: Cadre) -> Dossier:
    if not acte.pieces:
        raise TransitionError("Joindre", dossier.etat, "joignez au moins une pièce")
    return replace(dossier, pieces=(*dossier.pieces, *acte.pieces))


def _corriger(dossier: Dossier, acte: Corriger, jour: date, _: Cadre) -> Dossier:
    if not acte.raison.strip():
        raise TransitionError("Corriger", dossier.etat, "donnez la raison")
    if acte.champ in CHAMPS_DITS:
        return _redire_une_donnee(dossier, acte, jour)
    if acte.champ not in CORRIGIBLES:
        raise TransitionError(
            "Corriger", dossier.etat, f"« {acte.champ} » n'est pas un fait de la demande"
        )
    return _redire(dossier, acte.champ, acte.valeur, acte.auteur, jour)


def _redire(dossier: Dossier, champ: str, valeur: str | None, par: str, jour: date) -> Dossier:
    ancienne = getattr(dossier.demande, champ)
    champs = {**dossier.demande.champs(), champ: valeur}
    fait = Fait(champ=champ, valeur=valeur, ancienne=ancienne, par=par, le=jour)
    return replace(
        dossier,
        demande=Demande.depuis(champs),
        faits=(*dossier.faits, fait),
        a_reexaminer=True,
        minute=None,
    )


def _redire_une_donnee(dossier: Dossier, acte: Corriger, jour: date) -> Dossier:
    """Say anew a field of the employer, the worker or the post: the software answers the same."""
    champs = dossier.donnees.champs()
    try:
        donnees = Donnees.depuis({**champs, acte.champ: acte.valeur})
    except ValeurError as erreur:
        raise TransitionError("Corriger", dossier.etat, erreur.message) from erreur
    ancienne = champs.get(acte.champ)
    fait = Fait(champ=acte.champ, valeur=acte.valeur, ancienne=ancienne, par=acte.auteur, le=jour)
    return replace(
        dossier,
        donnees=donnees,
        poste=Poste.de(donnees, provisoire=dossier.poste.provisoire),
        faits=(*dossier.faits, fait),
        minute=None,
    )


def _rapprocher(dossier: Dossier, acte: Rapprocher, jour: date, _: Cadre) -> Dossier:
    if not acte.fonctions.strip() or not acte.raison.strip():
        raise TransitionError("Rapprocher", dossier.etat, "dites les fonctions et la raison")
    if acte.retenu not in acte.candidats:
        raise TransitionError(
            "Rapprocher", dossier.etat, f"« {acte.retenu} » n'est pas un des codes proposés"
        )
    if acte.retenu == dossier.demande.metier:
        return dossier
    return _redire(dossier, "metier", acte.retenu, acte.auteur, jour)


def _noter(dossier: Dossier, acte: Commenter | Contacter, _: date, __: Cadre) -> Dossier:
    if not acte.texte.strip():
        raise TransitionError(type(acte).__name__, dossier.etat, "il n'y a pas de texte")
    return dossier


def _motiver(dossier: Dossier, acte: Motiver, jour: date, cadre: Cadre) -> Dossier:
    regles.exiger_des_motifs(dossier, acte.griefs)
    if not cadre.droits.signe(acte.auteur, dossier, Sens.DEFAVORABLE, jour):
        raise DroitError(acte.auteur, "Motiver", "aucune délégation ne couvre cette signature")
    return dossier


def _dater(dossier: Dossier, acte: Dater, _: date, __: Cadre) -> Dossier:
    if acte.au < acte.du:
        le = ecrire_jour(acte.au)
        raise TransitionError("Dater", dossier.etat, f"la fin, le {le}, précède le début")
    return replace(dossier, autorise_du=acte.du, autorise_au=acte.au)


def _instruire(dossier: Dossier, _: Instruire, __: date, ___: Cadre) -> Dossier:
    if dossier.incomplet:
        raise TransitionError("Instruire", dossier.etat, "des pièces sont encore attendues")
    return dossier


def _affecter(dossier: Dossier, acte: Affecter, jour: date, cadre: Cadre) -> Dossier:
    if not any(
        cadre.droits.tient(acte.agent, role, dossier.service, jour)
        for role in (Role.GUICHET, Role.INSTRUCTEUR, Role.SIGNATAIRE)
    ):
        raise DroitError(acte.agent, "Affecter", "cette personne n'est pas du service")
    return replace(dossier, agent=acte.agent)


def _examiner(dossier: Dossier, acte: Examiner, jour: date, _: Cadre) -> Dossier:
    if acte.proposition.le != jour:
        raise TransitionError("Examiner", dossier.etat, "la réponse n'est pas de ce jour")
    return replace(
        dossier,
        propositions=(*dossier.propositions, acte.proposition),
        minute=None,
        a_reexaminer=False,
    )


def _constater(dossier: Dossier, acte: Constater, jour: date, _: Cadre) -> Dossier:
    if dossier.proposition is None or acte.condition not in dossier.proposition.conditions:
        raise TransitionError(
            "Constater", dossier.etat, f"« {acte.condition} » n'est pas à examiner ici"
        )
    if not acte.raison.strip():
        raise TransitionError("Constater", dossier.etat, "donnez la raison")
    dite = Constatation(
        condition=acte.condition,
        remplie=acte.remplie,
        raison=acte.raison,
        par=acte.auteur,
        preuve=acte.preuve,
        le=jour,
    )
    return replace(dossier, constatations=(*dossier.constatations, dite))


def _comparer_la_paie(dossier: Dossier, acte: ComparerLaPaie, _: date, __: Cadre) -> Dossier:
    if min(acte.minimum, acte.reference) <= 0 or not acte.source.strip():
        raise TransitionError(
            "ComparerLaPaie", dossier.etat, "dites le minimum, la référence et leur source"
        )
    return dossier


def _saisir(dossier: Dossier, acte: Saisir, jour: date, _: Cadre) -> Dossier:
    if acte.service == dossier.service:
        raise TransitionError("Saisir", dossier.etat, "c'est le service lui-même")
    saisine = Saisine(service=acte.service, saisi_le=jour, question=acte.question)
    return replace(dossier, saisines=(*dossier.saisines, saisine))


def _rendre_avis(dossier: Dossier, acte: RendreAvis, jour: date, _: Cadre) -> Dossier:
    attendues = [s for s in dossier.saisines if s.rendu_le is None and s.service == acte.service]
    if not attendues:
        raise TransitionError("RendreAvis", dossier.etat, "aucun avis n'est attendu de lui")
    rendue = replace(attendues[0], rendu_le=jour, sens=acte.sens, motif=acte.motif)
    saisines = tuple(rendue if s is attendues[0] else s for s in dossier.saisines)
    return replace(dossier, saisines=saisines)


def _transferer(dossier: Dossier, acte: Transferer, _: date, __: Cadre) -> Dossier:
    if acte.service == dossier.service:
        raise TransitionError("Transferer", dossier.etat, "le dossier y est déjà")
    return replace(dossier, service=acte.service, agent=None, minute=None)


def _preparer(dossier: Dossier, acte: Preparer, jour: date, cadre: Cadre) -> Dossier:
    minute = Minute(
        sens=acte.sens,
        griefs=acte.griefs,
        droit_commun=acte.droit_commun,
        prepare_par=acte.auteur,
        date_le=jour,
    )
    regles.exiger(dossier, minute, lient=cadre.conditions_lient)
    return replace(dossier, minute=minute)


def _decider(dossier: Dossier, acte: Decider, jour: date, cadre: Cadre) -> Dossier:
    minute = dossier.minute
    if minute is None:
        raise TransitionError("Decider", dossier.etat, "aucune décision n'est préparée")
    regles.exiger(dossier, minute, lient=cadre.conditions_lient)
    if dossier.service in cadre.a_deux and minute.prepare_par == acte.auteur:
        raise DroitError(acte.auteur, "Decider", "qui a préparé la décision ne la signe pas ici")
    if not cadre.droits.signe(acte.auteur, dossier, minute.sens, jour):
        raise DroitError(acte.auteur, "Decider", "aucune délégation ne couvre cette signature")
    signee = replace(minute, signe_par=acte.auteur, date_le=jour)
    return _decide(dossier, signee, jour)


def _silence(dossier: Dossier, _: ConstaterSilence, jour: date, cadre: Cadre) -> Dossier:
    nee_le = regles.silence_le(dossier, cadre.silence, jour)
    return _decide(dossier, Minute(sens=cadre.sens_du_silence, date_le=nee_le, tacite=True), jour)


def _decide(dossier: Dossier, decision: Minute, jour: date) -> Dossier:
    etat = Etat.ACCEPTE if decision.sens is Sens.FAVORABLE else Etat.REFUSE
    clos_le = decision.date_le or jour
    return replace(dossier, etat=etat, decision=decision, minute=None, clos_le=clos_le)


def _notifier(dossier: Dossier, _: Notifier, jour: date, __: Cadre) -> Dossier:
    regles.exiger_notifiable(dossier, jour)
    return replace(dossier, notifie_le=jour)


def _clore(dossier: Dossier, _: Acte, jour: date, __: Cadre) -> Dossier:
    return replace(dossier, clos_le=jour, minute=None)


def _retirer(dossier: Dossier, _: Retirer, jour: date, __: Cadre) -> Dossier:
    return replace(dossier, decision=None, notifie_le=None, clos_le=None, repris_le=jour)


def _garder(dossier: Dossier, _: Acte, __: date, ___: Cadre) -> Dossier:
    return dossier


FAIRE: dict[type[Acte], Callable[[Dossier, Any, date, Cadre], Dossier]] = {
    Deposer: _deposer,
    DemanderPieces: _demander_pieces,
    Completer: _completer,
    Joindre: _joindre,
    Corriger: _corriger,
    Instruire: _instruire,
    Affecter: _affecter,
    Commenter: _noter,
    Contacter: _noter,
    Rapprocher: _rapprocher,
    Examiner: _examiner,
    Constater: _constater,
    ComparerLaPaie: _comparer_la_paie,
    Saisir: _saisir,
    RendreAvis: _rendre_avis,
    Transferer: _transferer,
    Preparer: _preparer,
    Decider: _decider,
    ConstaterSilence: _silence,
    Motiver: _motiver,
    Dater: _dater,
    Notifier: _notifier,
    ClasserSansSuite: _clore,
    SeDesister: _clore,
    Rectifier: _garder,
    Retirer: _retirer,
    Contester: _garder,
}
"""What each act makes of a file; who may do it, and when, is in the table of `acte`."""
