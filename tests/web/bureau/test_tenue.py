"""Files kept in rows: what is read is what was written, whole or not at all."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dossiers.bureau import CADRE, EXEMPLES, brouillon, instruit, proposition
from opposable.dossiers import acte as a
from opposable.dossiers import vie
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Dossier, Etat, Grief, Poste, Sens
from opposable.errors import (
    DejaClosError,
    DossierChangeError,
    DossierError,
    DroitError,
    EnregistrementError,
    JournalError,
    LettreError,
)
from opposable.web.bureau import ecriture
from opposable.web.bureau.lecture import composer
from opposable.web.bureau.models import (
    Compteur,
    FicheActe,
    FicheDecision,
    FicheDossier,
    FicheFait,
    Total,
)
from opposable.web.bureau.tenue import Envoi, accomplir, lire, ouvrir
from opposable.web.bureau.tour import Tour
from web.bureau.figures import recomptees, tenues

MIDI = datetime(2008, 1, 10, 14, 5, tzinfo=ZoneInfo("Europe/Paris"))
GRIEF = Grief(condition="pay", droit="2/5", fait="le salaire est sous le minimum")
UN = {type(acte).__name__: acte for acte in EXEMPLES}
PREPARER = UN["Preparer"]
REFUSER = a.Preparer(auteur="examen", role=Role.INSTRUCTEUR, sens=Sens.DEFAVORABLE, griefs=(GRIEF,))
LOGEMENT = a.Constater(
    auteur="examen", role=Role.INSTRUCTEUR, condition="logement", remplie=True, raison="bail lu"
)
EXAMINER = UN["Examiner"], UN["Constater"], LOGEMENT
JUSQU_A_L_ACCORD: tuple[a.Acte, ...] = (
    *(
        UN[n]
        for n in ("Deposer", "DemanderPieces", "Joindre", "Completer", "Corriger", "Instruire")
    ),
    *(UN[n] for n in ("Affecter", "Commenter", "Contacter", "Rapprocher")),
    *EXAMINER,
    *(UN[n] for n in ("ComparerLaPaie", "Saisir", "RendreAvis", "Preparer", "Dater", "Decider")),
)
VIES: dict[str, tuple[a.Acte, ...]] = {
    "accord retiré puis refus": (
        *JUSQU_A_L_ACCORD,
        *(UN[n] for n in ("Rectifier", "Contester", "Retirer")),
        *(REFUSER, UN["Decider"], UN["Notifier"]),
    ),
    "transfert": (UN["Deposer"], UN["Transferer"], UN["SeDesister"]),
    "sans suite": (UN["Deposer"], UN["ClasserSansSuite"]),
    "silence": (UN["Deposer"], UN["ConstaterSilence"]),
}


def jour_de(acte: a.Acte) -> datetime:
    """Silence decides when its period is over; everything else is done the first day."""
    return MIDI + timedelta(days=90) if isinstance(acte, a.ConstaterSilence) else MIDI


def vivre(numero: str, *actes: a.Acte) -> Dossier:
    """Do acts on a file that is kept."""
    for acte in actes:
        accomplir(numero, acte, jour_de(acte), CADRE)
    return lire(numero)


def tout() -> list[list[tuple[object, ...]]]:
    """Every row of the office."""
    tables = (FicheDossier, FicheFait, FicheActe, FicheDecision, Compteur, Total)
    return [list(table.objects.order_by("pk").values_list()) for table in tables]


@pytest.mark.parametrize("actes", VIES.values(), ids=VIES)
def test_un_dossier_se_relit(base: str, actes: tuple[a.Acte, ...]) -> None:
    """After each act the rows give the value that the pure act makes, and the figures follow."""
    pur = replace(brouillon(), poste=Poste(employeur="35600000000048", remuneration=150_000))
    ouvrir(pur, MIDI)
    assert lire(pur.numero) == pur
    for acte in actes:
        pur = vie.accomplir(pur, acte, jour_de(acte).date(), CADRE)
        assert accomplir(pur.numero, acte, jour_de(acte), CADRE) == pur
        assert lire(pur.numero) == pur
        assert tenues() == recomptees([pur])
    assert base == connection.vendor


def test_un_dossier_en_cours_se_reprend(base: str) -> None:
    """A file carried over before its decision is kept with all its acts."""
    dossier = instruit(proposition("opposable", None))
    ouvrir(dossier, MIDI)
    assert lire(dossier.numero) == dossier
    assert tenues() == recomptees([dossier])
    assert base


@pytest.mark.usefixtures("base")
def test_le_second_apprend_qui_a_decide_et_quand() -> None:
    """Who signs, or closes, a file that is decided is told by whom it was, and when."""
    ouvrir(brouillon(), MIDI)
    vivre("2008-0001", *JUSQU_A_L_ACCORD)
    for acte in (UN["Decider"], UN["ClasserSansSuite"]):
        with pytest.raises(DejaClosError, match=r"« accepte », par chef, le 10/01/2008 à 14 h 05"):
            accomplir("2008-0001", acte, MIDI + timedelta(hours=1), CADRE)


@pytest.mark.usefixtures("base")
def test_le_silence_est_nomme() -> None:
    """A file that silence decided names no person."""
    ouvrir(brouillon(), MIDI)
    vivre("2008-0001", UN["Deposer"], UN["ConstaterSilence"])
    with pytest.raises(DejaClosError, match="par le silence du service"):
        accomplir("2008-0001", UN["Instruire"], MIDI + timedelta(days=91), CADRE)


@pytest.mark.usefixtures("base")
def test_un_inconnu_n_apprend_rien() -> None:
    """Someone who may not read the file is not told who decided it."""
    ouvrir(brouillon(), MIDI)
    vivre("2008-0001", *JUSQU_A_L_ACCORD)
    with pytest.raises(DossierError) as refus:
        accomplir("2008-0001", replace(UN["Decider"], auteur="ailleurs"), MIDI, CADRE)
    assert "chef" not in refus.value.message


@pytest.mark.usefixtures("base")
def test_un_acte_refuse_ne_laisse_rien(monkeypatch: pytest.MonkeyPatch) -> None:
    """An act refused by the rule or the rights, or cut at its last write, leaves every row."""
    ouvrir(brouillon(), MIDI)
    vivre("2008-0001", UN["Deposer"])
    avant = tout()
    with pytest.raises(DossierError):
        accomplir("2008-0001", UN["Decider"], MIDI, CADRE)
    with pytest.raises(DroitError):
        accomplir("2008-0001", replace(UN["Instruire"], auteur="inconnu"), MIDI, CADRE)
    monkeypatch.setattr(ecriture, "_compter", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        accomplir("2008-0001", UN["Instruire"], MIDI, CADRE)
    assert tout() == avant


@pytest.mark.usefixtures("base")
def test_la_base_refuse_deux_decisions() -> None:
    """A second decision in force, or a file decided by none, is refused by the database."""
    ouvrir(brouillon(), MIDI)
    vivre("2008-0001", *JUSQU_A_L_ACCORD)
    fiche = FicheDossier.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        FicheDecision.objects.create(dossier=fiche, sens="defavorable", minute={})
    with pytest.raises(IntegrityError), transaction.atomic():
        FicheDossier.objects.update(decision=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        FicheDossier.objects.update(etat=Etat.EN_INSTRUCTION)


@pytest.mark.usefixtures("base")
def test_une_decision_retiree_reste() -> None:
    """A decision withdrawn keeps its row and its day; another takes its place."""
    ouvrir(brouillon(), MIDI)
    vivre("2008-0001", *VIES["accord retiré puis refus"])
    dites = FicheDecision.objects.order_by("pk").values_list("sens", "retiree_le")
    assert list(dites) == [("favorable", MIDI.date()), ("defavorable", None)]


@pytest.mark.usefixtures("base")
def test_rien_ne_s_ajoute_a_un_journal_altere() -> None:
    """An entry rewritten in the table is told at the next act, which is not done."""
    ouvrir(brouillon(), MIDI)
    vivre("2008-0001", UN["Deposer"])
    FicheActe.objects.update(auteur="un autre")
    with pytest.raises(JournalError, match="entrée n° 1"):
        accomplir("2008-0001", UN["Instruire"], MIDI, CADRE)
    assert FicheActe.objects.count() == 1


@pytest.mark.usefixtures("base")
def test_une_lecture_ne_voit_pas_la_moitie_d_un_acte() -> None:
    """A file whose rows are read while acts are done is the one it was, whole."""
    ouvrir(brouillon(), MIDI)
    avant = vivre("2008-0001", *JUSQU_A_L_ACCORD)
    fiche = FicheDossier.objects.get()
    vivre("2008-0001", UN["Retirer"], UN["Corriger"])
    assert composer(fiche) == avant


@pytest.mark.usefixtures("base")
def test_un_numero_se_prend_une_fois() -> None:
    """A number taken, unknown, or of a file already decided is told in French."""
    ouvrir(brouillon(), MIDI)
    with pytest.raises(EnregistrementError, match="2008-0001 : ce numéro est pris"):
        ouvrir(brouillon(), MIDI)
    with pytest.raises(EnregistrementError, match="aucun dossier ne porte ce numéro"):
        lire("2008-0002")
    decide = vivre("2008-0001", *JUSQU_A_L_ACCORD)
    with pytest.raises(EnregistrementError, match="un dossier décidé ne s'ouvre pas"):
        ouvrir(replace(decide, numero="2008-0003"), MIDI)


@pytest.mark.usefixtures("base")
def test_ce_qui_se_cherche_est_replie() -> None:
    """The column of the search is folded as what is typed will be."""
    ouvrir(replace(brouillon(), demandeur="Société Œuvrière"), MIDI)
    assert FicheDossier.objects.get().plie == "2008 0001 societe oeuvriere 61231"


@pytest.mark.parametrize("base", ["sqlite"], indirect=True)
def test_sqlite_garde_ce_qu_il_dit_garder(base: str) -> None:
    """SQLite writes through a rollback journal, synchronised, with foreign keys, lock first."""
    assert base == "sqlite"
    with connection.cursor() as curseur:
        dits = {
            nom: curseur.execute(f"PRAGMA {nom}").fetchone()[0]
            for nom in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert dits == {"journal_mode": "delete", "synchronous": 2, "foreign_keys": 1}
    with CaptureQueriesContext(connection) as faites:
        ouvrir(brouillon(), MIDI)
    assert faites[0]["sql"] == "BEGIN IMMEDIATE"


@pytest.mark.parametrize("base", ["postgresql"], indirect=True)
def test_postgresql_tient_la_ligne(base: str) -> None:
    """PostgreSQL locks the row of the file before it is read."""
    assert base == "postgresql"
    ouvrir(brouillon(), MIDI)
    with CaptureQueriesContext(connection) as faites:
        accomplir("2008-0001", UN["Deposer"], MIDI, CADRE)
    assert "FOR UPDATE" in faites[1]["sql"]


def test_les_tables_suivent_les_modeles() -> None:
    """No change of the models is without its migration."""
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_chacun_ecrit_a_son_tour() -> None:
    """Threads that wait to write do so in the order they came."""
    tour, passes = Tour(), list[int]()

    def passer(rang: int) -> None:
        with tour.prendre():
            passes.append(rang)

    fils = [threading.Thread(target=passer, args=(rang,)) for rang in range(8)]
    with tour.prendre():
        for deja, fil in enumerate(fils, start=1):
            fil.start()
            while tour.longueur == deja:
                pass
    for fil in fils:
        fil.join()
    assert passes == list(range(8))
    assert tour.longueur == 0


def test_un_formulaire_envoye_deux_fois_ne_fait_qu_un_acte(base: str) -> None:
    """The second sending of a form does nothing, and shows the file as the first left it."""
    ouvrir(brouillon(), MIDI)
    vivre("2008-0001", UN["Deposer"], UN["Instruire"])
    envoi = Envoi(cle="a" * 32, vu=2)
    fait = accomplir("2008-0001", UN["Contacter"], MIDI, CADRE, envoi=envoi)
    assert accomplir("2008-0001", UN["Contacter"], MIDI, CADRE, envoi=envoi) == fait
    assert len(lire("2008-0001").journal) == 3, base


def test_un_dossier_change_depuis_sa_lecture_se_dit(base: str) -> None:
    """Who acts on what they read before it changed is told what, by whom; a remark is no change."""
    ouvrir(brouillon(), MIDI)
    vivre("2008-0001", UN["Deposer"], UN["Commenter"])
    lu = len(lire("2008-0001").journal)
    accomplir("2008-0001", UN["Corriger"], MIDI, CADRE)
    with pytest.raises(DossierChangeError, match="Corriger, par greffe") as refus:
        accomplir("2008-0001", UN["Instruire"], MIDI, CADRE, envoi=Envoi("b" * 32, lu))
    assert [(acte, auteur) for acte, auteur, _ in refus.value.entrees] == [("Corriger", "greffe")]
    accomplir("2008-0001", UN["Commenter"], MIDI, CADRE, envoi=Envoi("c" * 32, lu))
    a_jour = len(lire("2008-0001").journal)
    accomplir("2008-0001", UN["Commenter"], MIDI, CADRE)
    accomplir("2008-0001", UN["Instruire"], MIDI, CADRE, envoi=Envoi("b" * 32, a_jour))
    assert lire("2008-0001").etat is Etat.EN_INSTRUCTION, base


def test_ce_qui_suit_l_acte_est_garde_avec_lui_ou_rien(base: str) -> None:
    """What is done in the transaction of an act, when it fails, takes the act with it."""
    ouvrir(brouillon(), MIDI)

    def refuser(fiche: FicheDossier, apres: Dossier) -> None:
        assert fiche.etat == apres.etat
        raise LettreError("recepisse", ("date : absente",))

    with pytest.raises(LettreError):
        accomplir("2008-0001", UN["Deposer"], MIDI, CADRE, envoi=Envoi("d" * 32), ensuite=refuser)
    assert lire("2008-0001").etat is Etat.BROUILLON, base
    accomplir("2008-0001", UN["Deposer"], MIDI, CADRE, envoi=Envoi("d" * 32))
    assert lire("2008-0001").etat is Etat.EN_CONSTRUCTION
