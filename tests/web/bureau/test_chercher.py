"""Files found by words: accents and slips forgiven, pages by key, nobody's files but one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.bureau import CADRE, EXEMPLES, brouillon, depose
from opposable.dossiers import acte as a
from opposable.dossiers.donnees import Donnees
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Dossier, Poste
from opposable.errors import DroitError
from opposable.web.bureau.chercher import chercher
from opposable.web.bureau.models import Mot, MotAmpute, MotDuDossier, Numerotation
from opposable.web.bureau.tenue import accomplir, deposer, lire, ouvrir

MIDI = datetime(2008, 1, 10, 14, 5, tzinfo=ZoneInfo("Europe/Paris"))
UN = {type(acte).__name__: acte for acte in EXEMPLES}
RENNES = ["ddtefp-35"]
DITES = {
    "employeur.nom": "Société Œuvrière",
    "travailleur.nom": "Benaïssa",
    "travailleur.prenoms": "Fatima Zohra",
}


def fiche(numero: str, **dites: str) -> Dossier:
    """A file received in Rennes."""
    champs = {**DITES, **{nom.replace("__", "."): dit for nom, dit in dites.items()}}
    donnees = Donnees.depuis(champs)
    return replace(depose(), numero=numero, donnees=donnees, poste=Poste.de(donnees))


def numeros(texte: str, services: list[str] | None = RENNES) -> list[str]:
    """Numbers of the files found."""
    return [trouvee.numero for trouvee in chercher(texte, services).fiches]


@pytest.mark.usefixtures("base")
def test_ce_qui_est_tape_trouve_le_dossier() -> None:
    """Number, names with or without accents, beginnings, slips, SIRET: all lead to the file."""
    ouvrir(fiche("2008-x-1", employeur__siret="73282932000074"), MIDI)
    ouvrir(fiche("2008-x-2", travailleur__nom="Diallo"), MIDI)
    for texte in (
        *("2008-x-1", "benaissa", "BENAÏSSA fatima", "bena", "zohra oeuvriere benaissa"),
        *("benaisa", "benaiissa", "benaissq", "ebnaissa", "732829320", "73282932000074"),
    ):
        assert numeros(texte) == ["2008-x-1"], texte
    assert numeros("fatima societe") == ["2008-x-2", "2008-x-1"]
    for texte in ("", "???", "benaissa diallo", "inconnu", "x" * 500):
        assert numeros(texte) == []


@pytest.mark.usefixtures("base")
def test_chacun_trouve_les_dossiers_de_ses_services() -> None:
    """A file is found by its service and the one asked for an opinion; a transfer takes it away."""
    ouvrir(replace(brouillon(), numero="brouillon", donnees=Donnees.depuis(DITES)), MIDI)
    assert numeros("benaissa", None) == []
    ouvrir(fiche("2008-x-1"), MIDI)
    assert numeros("benaissa", ["ddtefp-69", "prefecture-35"]) == []
    assert numeros("2008-x-1", ["ddtefp-69"]) == []
    accomplir("2008-x-1", UN["Saisir"], MIDI, CADRE)
    assert numeros("benaissa", ["prefecture-35"]) == numeros("benaissa", None) == ["2008-x-1"]
    accomplir("2008-x-1", UN["Transferer"], MIDI, CADRE)
    assert numeros("benaissa", RENNES) == []
    assert numeros("benaissa", ["ddtefp-69"]) == ["2008-x-1"]


@pytest.mark.usefixtures("base")
def test_un_nom_corrige_se_cherche() -> None:
    """A name said anew is found by its new words and no more by the old."""
    ouvrir(fiche("2008-x-1"), MIDI)
    redire = a.Corriger(
        auteur="greffe",
        role=Role.GUICHET,
        champ="travailleur.nom",
        valeur="El Idrissi",
        raison="passeport lu",
    )
    accomplir("2008-x-1", redire, MIDI, CADRE)
    assert numeros("idrissi") == ["2008-x-1"]
    assert numeros("benaissa") == []
    assert lire("2008-x-1").faits[0].ancienne == "Benaïssa"


@pytest.mark.usefixtures("base")
def test_les_pages_se_suivent_par_cle() -> None:
    """Each file is on one page, the last filed first; the work of a page does not grow."""
    for rang in range(7):
        ouvrir(fiche(f"2008-x-{rang}"), MIDI)
    vus, cle = list[str](), None
    while True:
        with CaptureQueriesContext(connection) as faites:
            page = chercher("fatima benaissa", RENNES, cle, limite=3)
        assert len(faites) <= 8
        vus += [trouvee.numero for trouvee in page.fiches]
        cle = page.suite
        if cle is None:
            break
    assert vus == [f"2008-x-{rang}" for rang in reversed(range(7))]


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("services", [RENNES, [*RENNES, "ddtefp-69"], None])
def test_un_mot_frequent_se_lit_par_morceaux(
    services: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page looks at so many files of a frequent word; all are met, once, page after page."""
    monkeypatch.setattr("opposable.web.bureau.chercher.FREQUENT", 3)
    monkeypatch.setattr("opposable.web.bureau.chercher.LUS", 3)
    noms = (
        "Diallo",
        "Diarra",
        "Traore",
        "Diallo",
        "Traore",
        "Diallo",
        "Traore",
        "Traore",
        "Diarra",
    )
    for rang, nom in enumerate(noms):
        ouvrir(fiche(f"2008-x-{rang}", travailleur__nom=nom), MIDI)
    for texte, attendus in (("fatima diallo", {"Diallo"}), ("fatima dia", {"Diallo", "Diarra"})):
        vus, cle, vides = list[str](), None, 0
        while True:
            page = chercher(texte, services, cle, limite=2)
            vus += [trouvee.numero for trouvee in page.fiches]
            vides += not page.fiches
            cle = page.suite
            if cle is None:
                break
        assert vus == [f"2008-x-{r}" for r, nom in reversed([*enumerate(noms)]) if nom in attendus]
        assert vides <= len(noms)


@pytest.mark.usefixtures("base")
def test_un_mot_est_garde_une_fois() -> None:
    """Words and their forms are kept once, whatever files hold them."""
    ouvrir(fiche("2008-x-1"), MIDI)
    mots, formes = Mot.objects.count(), MotAmpute.objects.count()
    ouvrir(fiche("2008-x-2"), MIDI)
    assert Mot.objects.count() == mots + 1
    assert MotAmpute.objects.count() == formes
    assert MotDuDossier.objects.values("mot", "service", "dossier").distinct().count() == 2 * mots


@pytest.mark.usefixtures("base")
def test_le_service_donne_les_numeros() -> None:
    """Year, service, count: one after the other, none lost to a filing that was refused."""
    faits = [deposer(brouillon(), [UN["Deposer"]], MIDI, CADRE) for _ in range(2)]
    assert [f.numero for f in faits] == ["2008-ddtefp-35-00001", "2008-ddtefp-35-00002"]
    assert lire("2008-ddtefp-35-00002") == faits[1]
    with pytest.raises(DroitError):
        deposer(brouillon(), [replace(UN["Deposer"], auteur="un autre")], MIDI, CADRE)
    assert Numerotation.objects.get().dernier == 2
