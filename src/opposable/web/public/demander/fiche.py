"""The sheet of an answer: what the law was on a day for these facts, to be put before a judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from opposable.web.socle import droit
from opposable.web.socle.francais import jour, typo
from opposable.web.socle.references import referer

if TYPE_CHECKING:
    from opposable.web.public.demander.reponse import Reponse


def situation(reponse: Reponse) -> list[tuple[str, str]]:
    """Return the sheet: what the law was on that day for these facts, as (label, value) pairs."""
    determination = reponse.determination
    demande = determination.demande
    le = demande.examine_le or demande.depose_le
    corpus, langue = droit.corpus(), droit.langue()
    liste = corpus.listes.get(determination.liste or "")
    fondement, service = determination.fondement, determination.autorite
    ligne = determination.entree
    recu = determination.recu
    dits = [
        (gettext("Jour"), jour(le)),
        (gettext("Réponse ce jour-là"), reponse.exposee.titre),
        (gettext("Liste appliquée"), liste.nom.dire(langue) if liste else ""),
        (gettext("Texte"), referer(liste.ancre, le).entier if liste else ""),
        (gettext("Ligne"), referer(ligne.ancre, le).court if ligne else ""),
        (gettext("Fondement"), fondement.texte.dire(langue) if fondement else ""),
        (gettext("Service"), service.nom.dire(langue) if service else ""),
        (gettext("Qui décide"), service.decideur.dire(langue) if service else ""),
        (
            gettext("Droit pris en compte"),
            gettext("version %(version)s, empreinte %(empreinte)s")
            % {"version": recu.version, "empreinte": recu.sha256[:16]},
        ),
    ]
    return [(nom, typo(valeur[:1].upper() + valeur[1:])) for nom, valeur in dits if valeur]
