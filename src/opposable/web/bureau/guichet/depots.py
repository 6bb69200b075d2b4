"""Applications kept as they are typed, then filed: once, whatever is sent twice."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from opposable.decision.demande import CHAMPS as FAITS
from opposable.dossiers.acte import Deposer, Examiner, Joindre
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Piece, Proposition
from opposable.errors import PieceError, TransitionError
from opposable.web.bureau import tenue
from opposable.web.bureau.comptes.droits import AUTOMATE, cadre
from opposable.web.bureau.courriers.suite import recevoir as recevoir_la_demande
from opposable.web.bureau.determiner import determiner
from opposable.web.bureau.guichet import cles
from opposable.web.bureau.guichet.lecture import CHOISI, REPRIS, SERVICE, lire
from opposable.web.bureau.guichet.models import Depot
from opposable.web.bureau.guichet.saisies import SAISIES
from opposable.web.bureau.pieces.depot import PIECES_AU_PLUS, recevoir
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from opposable.dossiers.acte import Acte
    from opposable.dossiers.donnees import Donnees
    from opposable.dossiers.etat import Dossier
    from opposable.web.bureau.guichet.lecture import Lue

GARDE = timedelta(days=60)
"""How long an application that nobody goes on with is kept."""
TYPE_AU_PLUS = 4000
"""Characters of a field that are kept, however wrong."""
TYPABLES = frozenset((*SAISIES, CHOISI, SERVICE))


def ouvrir(faits: Mapping[str, str], instant: datetime) -> tuple[Depot, str]:
    """Open an application from the facts of an answer; return it and its key, told once."""
    dits = {nom: str(faits[nom])[:TYPE_AU_PLUS] for nom in FAITS if faits.get(nom)}
    typees = {f"demande.{nom}": _redire(nom, dits[nom]) for nom in REPRIS if nom in dits}
    return _creer(instant, faits=dits, dit=typees)


def ouvrir_pour(projet: Dossier, instant: datetime) -> tuple[Depot, str]:
    """Open the application of a renewal, filled with what is known; return it and its key."""
    faits = projet.demande.champs()
    typees = {f"demande.{nom}": _redire(nom, faits[nom]) for nom in REPRIS if nom in faits}
    dit = {**projet.donnees.champs(), **typees}
    return _creer(instant, faits=faits, dit=dit, initial=projet.initial)


def _creer(instant: datetime, **dits: Any) -> tuple[Depot, str]:
    cle = cles.tirer()
    with tenue.ecriture():
        Depot.objects.filter(numero=None, ecrit_le__lt=instant - GARDE).delete()
        depot = Depot.objects.create(
            reference=cles.tirer(2),
            cle=cles.empreinte(cle),
            ecrit_le=instant,
            **dits,
        )
    return depot, cle


def changer_la_cle(depot: Depot) -> str:
    """Draw another key for an application; return it. The one before opens nothing more."""
    cle = cles.tirer()
    with tenue.ecriture():
        Depot.objects.filter(pk=depot.pk).update(cle=cles.empreinte(cle))
    return cle


def _redire(nom: str, dit: str) -> str:
    """Return a fact of an answer as people write it: nationalities by their names."""
    if nom != "nationalite":
        return dit
    pays, codes = droit.pays(), tuple(dit.split("+"))
    noms = ", ".join(pays.nom(code, droit.langue()) for code in codes)
    return noms if pays.comprendre(noms).codes == codes else dit


def trouver(nom: str) -> Depot | None:
    """Return the application of a reference, or of the number of the file it became."""
    nu = nom.strip()
    return (
        Depot.objects.filter(reference=nu.lower()).first()
        or Depot.objects.filter(numero=nu).first()
    )


def taper(depot: Depot, dits: Mapping[str, str], instant: datetime) -> None:
    """Keep what was typed, right or wrong."""
    types = {nom: dit[:TYPE_AU_PLUS] for nom, dit in dits.items() if nom in TYPABLES}
    with tenue.ecriture():
        tenu = _tenir(depot)
        tenu.dit = {**tenu.dit, **types}
        tenu.ecrit_le = instant
        tenu.save()
    depot.dit = tenu.dit


def pieces(depot: Depot) -> tuple[Piece, ...]:
    """Return the documents received so far."""
    return tuple(Piece(**piece) for piece in depot.pieces)


def ajouter(depot: Depot, nom: str, contenu: bytes) -> Piece:
    """Receive a document.

    Raises:
        PieceError: It is refused.
    """
    piece = recevoir(nom, contenu, pieces(depot))
    with tenue.ecriture():
        tenu = _tenir(depot)
        if len(tenu.pieces) >= PIECES_AU_PLUS:
            raise PieceError(piece.nom, f"{PIECES_AU_PLUS} pièces au plus : réunissez-les")
        tenu.pieces = [*tenu.pieces, asdict(piece)]
        tenu.save(update_fields=["pieces"])
    depot.pieces = tenu.pieces
    return piece


def oter(depot: Depot, empreinte: str) -> None:
    """Take a document away from an application that is not sent."""
    with tenue.ecriture():
        tenu = _tenir(depot)
        tenu.pieces = [p for p in tenu.pieces if p["empreinte"] != empreinte]
        tenu.save(update_fields=["pieces"])
    depot.pieces = tenu.pieces


def service_choisi(depot: Depot, lue: Lue) -> str | None:
    """Return the service an application goes to: the one chosen, else the competent one."""
    possibles = [service.id for service in lue.services]
    choisi = depot.dit.get(SERVICE)
    return choisi if choisi in possibles else next(iter(possibles), None)


def envoyer(depot: Depot, instant: datetime) -> str:
    """File an application; return its number. Sent again, it is the same file.

    Raises:
        TransitionError: Something is missing or wrong: its form says what.
    """
    jour = timezone.localdate(instant)
    with tenue.ecriture():
        tenu = _tenir(depot)
        if tenu.numero:
            return tenu.numero
        lue = lire(tenu, jour)
        service = service_choisi(tenu, lue)
        if service is None or not lue.envoyable:
            raise TransitionError("Deposer", "brouillon", "il manque des réponses")
        demandeur = nommer(lue.donnees)
        dossier = replace(lue.brouillon(demandeur), initial=tenu.initial)
        actes = _actes(dossier, service, pieces(tenu), jour_de=instant)

        def rattacher(depose: Dossier) -> None:
            tenu.numero, tenu.dit, tenu.faits, tenu.pieces = depose.numero, {}, {}, []
            tenu.save()
            recevoir_la_demande(depose)

        fait = tenue.deposer(dossier, actes, instant, cadre([], jour), ensuite=rattacher)
    return fait.numero


def _actes(
    dossier: Dossier, service: str, jointes: tuple[Piece, ...], *, jour_de: datetime
) -> list[Acte]:
    """The filing, its documents, and what the software answers that day."""
    jour, par = timezone.localdate(jour_de), dossier.demandeur
    examine = replace(dossier, depose_le=jour)
    proposition = Proposition.de(determiner(examine, jour), jour)
    joindre = Joindre(auteur=par, role=Role.DEMANDEUR, pieces=jointes)
    return [
        Deposer(auteur=par, role=Role.DEMANDEUR, service=service),
        *([joindre] if jointes else []),
        Examiner(auteur=AUTOMATE, role=Role.AUTOMATE, proposition=proposition),
    ]


def nommer(donnees: Donnees) -> str:
    """Return what an applicant is called in the file and its letters; no account bears it."""
    employeur = donnees.employeur
    numero = employeur.siret or employeur.siren
    return f"{employeur.nom} ({numero or 'sans SIRET'})"


def _tenir(depot: Depot) -> Depot:
    return Depot.objects.select_for_update().get(pk=depot.pk)
