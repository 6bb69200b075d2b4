"""Model letters filled from the facts of an answer: text and PDF, in French, to be completed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from opposable.decision.motif import dire_date
from opposable.ecrit.bilingue import FRANCAIS
from opposable.ecrit.typographie import composer
from opposable.web.socle import droit, pdf
from opposable.web.socle.recours import autorite, delais, dire_mois

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from opposable.web.public.demander.reponse import Reponse
    from opposable.web.socle.recours import Modele

GABARIT = Path(__file__).parent / "modeles" / "lettre.typ"
A_COMPLETER = "[à compléter : {quoi}]"
ENTETE = ("nom et adresse de qui écrit", "lieu et date")
SERVICE = "service"


class Courrier(NamedTuple):
    """A letter: to whom it goes, what it is about, its paragraphs; blanks say what goes there."""

    destinataire: str
    objet: str
    paragraphes: tuple[str, ...]

    def texte(self) -> str:
        """Return the letter as plain text."""
        entete = (manque(quoi) for quoi in ENTETE)
        lignes = [*entete, self.destinataire, composer(f"Objet : {self.objet}")]
        fin = ("Madame, Monsieur,", *self.paragraphes, manque("signature"))
        return "\n\n".join((*lignes, *fin)) + "\n"


def manque(quoi: str) -> str:
    """Return the blank that says what is to be written there."""
    return composer(A_COMPLETER.format(quoi=quoi))


def ecrire(
    modele: Modele, reponse: Reponse, decide_le: date | None, notifie_le: date | None
) -> Courrier:
    """Fill a model from an answer told in French; a fact that is not known leaves a blank.

    Args:
        modele: The model.
        reponse: The answer, on the day of the decision where it is known.
        decide_le: Day of the decision.
        notifie_le: Day it was notified.
    """
    situation = reponse.determination.situation_emploi.value
    places = _places(reponse, decide_le, notifie_le)
    parties = (p for p in modele.parties if not p.si or p.si == situation)
    return Courrier(
        _destinataire(modele, reponse, decide_le),
        composer(modele.objet),
        tuple(composer(partie.dit.format_map(places)) for partie in parties),
    )


def en_pdf(courrier: Courrier, fait_le: date) -> bytes:
    """Return the letter as an accessible PDF, dated the day it is made."""
    donnees = {
        "entete": [manque(quoi) for quoi in ENTETE],
        "signature": manque("signature"),
        **courrier._asdict(),
    }
    return pdf.composer(GABARIT, donnees, fait_le)


def _places(reponse: Reponse, decide_le: date | None, notifie_le: date | None) -> Mapping[str, str]:
    """Return what fills each place: the facts, the reasons, the periods of the texts."""
    determination, dits = reponse.determination, dict(reponse.question)
    motifs = reponse.exposee.section("motifs")
    fondement, motifs_dus = determination.fondement, delais()["motifs"]
    return {
        "metier": dits.get("Métier") or manque("métier"),
        "lieu": dits.get("Lieu de travail") or manque("lieu de travail"),
        "nationalite": dits.get("Nationalité") or manque("nationalité"),
        "demarche": dits.get("Démarche") or manque("démarche"),
        "depose_le": _jour(determination.demande.depose_le, "jour de dépôt"),
        "decide_le": _jour(decide_le, "jour de la décision"),
        "notifie_le": _jour(notifie_le, "jour de la notification"),
        "motifs": " ".join(ligne.dite for ligne in motifs.lignes) if motifs else "",
        "fondement": fondement.texte.fr if fondement else manque("texte"),
        "a_dire": manque("vos raisons, avec les pièces qui les prouvent"),
        "silence": dire_mois(delais()["silence"].duree.mois).fr,
        "motifs_dans": dire_mois(motifs_dus.duree.mois).fr,
        "article_motifs": motifs_dus.article,
    }


def _jour(jour: date | None, quoi: str) -> str:
    return dire_date(jour, droit.corpus(), FRANCAIS) if jour else manque(quoi)


def _destinataire(modele: Modele, reponse: Reponse, decide_le: date | None) -> str:
    """Return the service that was asked, or whoever is above it that day."""
    service, demande = reponse.determination.autorite, reponse.determination.demande
    if modele.a == SERVICE:
        nom = service.nom.fr if service else ""
    else:
        jour = decide_le or demande.examine_le or demande.depose_le
        trouvee = autorite(jour) if jour else None
        nom = trouvee.dit.fr if trouvee else ""
    return composer(nom[:1].upper() + nom[1:]) if nom else manque("destinataire")
