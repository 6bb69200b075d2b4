"""What the page of a file puts forward: the act it waits for, and nothing that is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import translation

from dossiers.bureau import CADRE, DEMANDE, brouillon
from opposable.dossiers import acte as a
from opposable.dossiers.donnees import Donnees
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Dossier, Proposition, Sens
from opposable.dossiers.vie import accomplir as accomplir_pur
from opposable.web.bureau.comptes.droits import cadre
from opposable.web.bureau.determiner import determiner
from opposable.web.bureau.tenue import accomplir, lire, ouvrir
from web.bureau.monde import JOUR, entrer, peupler

NUMERO = "2008-0001"
MIDI = datetime(2008, 1, 10, 14, 5, tzinfo=ZoneInfo("Europe/Paris"))
DONNEES = Donnees.depuis({"employeur.nom": "Les Toits d’Armor", "travailleur.nom": "Benjelloun"})
EXAMEN: Any = {"auteur": "examen", "role": Role.INSTRUCTEUR}
GREFFE: Any = {"auteur": "greffe", "role": Role.GUICHET}
CHEF: Any = {"auteur": "chef", "role": Role.SIGNATAIRE}


@pytest.fixture(autouse=True)
def _bureau(settings: Any) -> None:
    """The office lives on a day of January 2008, with its people."""
    settings.JOUR_DE_DEMONSTRATION = JOUR
    translation.activate("fr")
    peupler()


def recevoir(*, depuis: int = 0, departement: str = "35") -> None:
    """Keep a file that was filed so many days before."""
    le = JOUR - timedelta(days=depuis)
    demande = replace(DEMANDE, depose_le=le, departement=departement)
    depot = a.Deposer(auteur="patron", role=Role.DEMANDEUR, service="ddtefp-35")
    recu = accomplir_pur(replace(brouillon(), demande=demande), depot, le, CADRE)
    ouvrir(replace(recu, donnees=DONNEES, numero=NUMERO), MIDI)


def faire(*actes: a.Acte) -> Dossier:
    """Do acts on the file, and return it."""
    for acte in actes:
        accomplir(NUMERO, acte, MIDI, cadre(["examen", "greffe", "chef"], JOUR))
    return lire(NUMERO)


def examiner() -> Proposition:
    """Begin the examination, and let the software answer."""
    faire(a.Instruire(**EXAMEN))
    reponse = Proposition.de(determiner(lire(NUMERO), JOUR), JOUR)
    faire(a.Examiner(**EXAMEN, proposition=reponse))
    return reponse


def constater(reponse: Proposition) -> None:
    """Answer every condition."""
    for condition in reponse.conditions:
        faire(a.Constater(**EXAMEN, condition=condition, remplie=True, raison="contrat lu"))


def montrer(qui: str) -> tuple[str, list[str], list[str]]:
    """The words of the page, the acts put forward, and the others offered."""
    page = entrer(qui, code=True).get(reverse("instruction:dossier", args=[NUMERO]))
    texte = page.content.decode().replace("\u00a0", " ")
    lus = re.findall(r'class="bouton( second)?"\s+href="[^"]*/(?:actes|signer)/([^"]+)"', texte)
    return texte, [nom for second, nom in lus if not second], [nom for second, nom in lus if second]


def test_des_pieces_attendues_se_disent_en_tete() -> None:
    """An incomplete file says what is missing since when; its examination is not offered."""
    recevoir()
    faire(a.DemanderPieces(**GREFFE, pieces=("contrat signé", "bail")))
    texte, en_avant, autres = montrer("greffe")
    assert en_avant == ["completer/"]
    assert "instruire/" not in autres
    tete = texte.partition('id="faire"')[0]
    assert "contrat signé, bail" in tete
    assert "demandées le 10 janvier 2008" in tete


def test_la_mauvaise_porte_met_le_transfert_en_avant() -> None:
    """2/4: the transfer comes first, with the place that says so; examining is still possible."""
    recevoir(departement="69")
    texte, en_avant, autres = montrer("greffe")
    assert en_avant[0] == "transferer/?service=ddtefp-69"
    assert "instruire/" not in en_avant
    assert "instruire/" in autres
    assert "Rhône (69)" in texte.partition('id="faire"')[0]


def test_d_abord_les_conditions_puis_la_decision() -> None:
    """The first condition left is put forward; once all are answered, both senses of decision."""
    recevoir()
    reponse = examiner()
    assert montrer("examen")[1] == [f"constater/?condition={reponse.conditions[0]}"]
    assert montrer("chef")[1] == [f"constater/?condition={reponse.conditions[0]}"]
    constater(reponse)
    assert montrer("examen")[1] == ["preparer-accord/", "preparer-refus/"]
    faire(a.Saisir(**EXAMEN, service="prefecture-35", question="séjour ?"))
    texte, en_avant, autres = montrer("examen")
    assert en_avant == []
    assert "preparer-accord/" in autres
    assert "demandé le 10 janvier 2008" in texte.partition('id="faire"')[0]


def test_un_fait_corrige_ne_laisse_qu_a_examiner() -> None:
    """A fact said anew: no decision is offered before the software answered again."""
    recevoir()
    constater(examiner())
    faire(a.Corriger(**EXAMEN, champ="metier", valeur="61232", raison="contrat lu"))
    _, en_avant, autres = montrer("examen")
    assert en_avant == ["examiner/"]
    assert not {"preparer-accord/", "preparer-refus/"} & {*en_avant, *autres}


def test_un_accord_retenu_n_offre_pas_de_notifier(settings: Any) -> None:
    """2/11: held back, it says until when; let go and not notified, it says since when."""
    recevoir()
    constater(examiner())
    faire(a.Preparer(**EXAMEN, sens=Sens.FAVORABLE), a.Decider(**CHEF))
    texte, en_avant, autres = montrer("greffe")
    assert "notifier/" not in {*en_avant, *autres}
    assert "il ne peut pas être notifié avant le 20 janvier 2008" in texte
    assert "la décision est à notifier" not in texte
    settings.JOUR_DE_DEMONSTRATION = JOUR + timedelta(days=12)
    texte, en_avant, _ = montrer("greffe")
    assert en_avant == ["notifier/"]
    assert "peut être notifié depuis le 20 janvier 2008" in texte


@pytest.mark.parametrize(
    ("depuis", "dit"),
    [
        (30, None),
        (58, "Il reste 3 jours : sans réponse le 13 janvier 2008, le silence vaudra refus."),
        (60, "Il reste 1 jour : sans réponse le 11 janvier 2008, le silence vaudra refus."),
        (61, "Le délai a pris fin le 10 janvier 2008 : le silence vaut refus."),
    ],
)
def test_le_silence_proche_se_dit(depuis: int, dit: str | None) -> None:
    """Days before silence decides, the page warns; once it has, it says since when."""
    recevoir(depuis=depuis)
    texte = montrer("greffe")[0]
    assert ('class="note urgent"' in texte) == (dit is not None)
    assert dit is None or dit in texte
