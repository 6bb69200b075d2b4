"""The cases a jurist writes (`cases/*.toml`), run through every door: Python, table, CLI.

Python answers them all. The table door takes those asked under the law as adopted and under a few
rivals, a table each; the command line takes one case in so many. OPPOSABLE_CAS=1 takes them all.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from cas_du_droit import CAS, ERREURS, REPONSES, notifiable
from opposable import Demande, decide, tabulate
from opposable.cli.application import application
from opposable.decision.faits import etablir
from opposable.errors import DemandeError, EtatDuDroitError
from opposable.law.droits import Droits
from opposable.law.etat_du_droit import EtatDuDroit

if TYPE_CHECKING:
    from opposable.decision.table import Table
    from opposable.law.corpus import Corpus

TOUS = os.environ.get("OPPOSABLE_CAS") == "1"
RIVALES_EN_TABLE = [("publication",)]
"""The rivals whose table is built, each costing as much as that of the law as adopted."""
EN_TABLE = [
    cas
    for cas in REPONSES
    if "connu_le" not in cas["demande"]
    and (TOUS or tuple(cas.get("lecture", ())) in [(), *RIVALES_EN_TABLE])
]
EN_COMMANDE = REPONSES[:: 1 if TOUS else 7]

DROITS: dict[str, Droits] = {}
"""The states of the law met so far."""


def noms(cas: dict[str, Any]) -> str:
    """The name of a case is the name of its test."""
    return str(cas["nom"])


def corpus_de(cas: dict[str, Any], corpus: Corpus) -> Corpus:
    """The law under the rival readings a case asks for, as known on its day."""
    connu_le = cas["demande"].get("connu_le")
    return DROITS.setdefault(corpus.sha256, Droits(corpus)).pour(
        EtatDuDroit.de(connu_le, cas.get("lecture", ()), ())
    )


def test_les_noms_sont_uniques() -> None:
    """Every case has a name of its own and expects an answer or an error."""
    assert len({cas["nom"] for cas in CAS}) == len(CAS)
    assert len(REPONSES) + len(ERREURS) == len(CAS)
    assert CAS


@pytest.mark.parametrize("cas", REPONSES, ids=noms)
def test_python_repond_comme_le_juriste(cas: dict[str, Any], corpus: Corpus) -> None:
    """`decide` gives the answer, the day, the readings and the questions of the case."""
    attendu = cas["attendu"]
    reponse = decide(Demande.depuis(cas["demande"]), corpus_de(cas, corpus))
    assert reponse.situation_emploi.value == attendu["situation_emploi"]
    if "notifiable_le" in attendu or attendu.get("notifiable") is False:
        jour = reponse.notifiable_le
        assert (jour.isoformat() if jour else None) == notifiable(attendu)
    if "lectures" in attendu:
        assert {a.lecture.id for a in reponse.lectures} == set(attendu["lectures"])
    assert set(attendu.get("manque", ())) <= {q.id for q in reponse.questions}
    if "autorite_contient" in attendu:
        assert reponse.autorite is not None
        service = reponse.autorite
        texte = f"{service.sigle} {service.nom.fr} {service.precision.fr} {service.decideur.fr}"
        assert attendu["autorite_contient"] in texte
    if "fondement_contient" in attendu:
        assert reponse.fondement is not None
        assert attendu["fondement_contient"] in reponse.fondement.texte.fr


@pytest.fixture(scope="module")
def tables(table: Table) -> dict[tuple[str, ...], Table]:
    """The table of each set of readings met so far."""
    return {(): table}


@pytest.mark.parametrize("cas", EN_TABLE, ids=noms)
def test_la_table_repond_comme_le_juriste(
    cas: dict[str, Any], corpus: Corpus, tables: dict[tuple[str, ...], Table]
) -> None:
    """The table gives the answer, the day and the readings of the case."""
    droit = corpus_de(cas, corpus)
    if droit.rivales not in tables:
        tables[droit.rivales] = tabulate(droit)
    faits = etablir(Demande.depuis(cas["demande"]), droit)
    if not tables[droit.rivales].tient(faits):
        return  # asked of the rule, as the test above does
    cellule = tables[droit.rivales].chercher(faits)
    attendu = cas["attendu"]
    assert cellule.situation_emploi.value == attendu["situation_emploi"]
    if "notifiable_le" in attendu:
        assert cellule.attente.jour(faits.examine_le) == attendu["notifiable_le"]
    if "lectures" in attendu:
        assert {a.lecture for a in cellule.lectures} == set(attendu["lectures"])


def lancer(cas: dict[str, Any]) -> str:
    """What `opposable decide --format json` prints for a case."""
    arguments = ["decide", "--format", "json"]
    for champ, valeur in cas["demande"].items():
        arguments += [f"--{champ.replace('_', '-')}", str(valeur)]
    for lecture in cas.get("lecture", ()):
        arguments += ["--lecture", f"{lecture}=rival"]
    sortie = io.StringIO()
    with contextlib.redirect_stdout(sortie):
        application("decide")(arguments, standalone_mode=False)
    return sortie.getvalue()


@pytest.mark.parametrize("cas", EN_COMMANDE, ids=noms)
def test_la_commande_repond_comme_le_juriste(cas: dict[str, Any]) -> None:
    """The command line gives the answer, the day and the readings of the case."""
    reponse = json.loads(lancer(cas))
    attendu = cas["attendu"]
    assert reponse["situation_emploi"] == attendu["situation_emploi"]
    if "notifiable_le" in attendu:
        assert reponse["notifiable_le"] == notifiable(attendu)
    if "lectures" in attendu:
        assert {lecture["id"] for lecture in reponse["lectures"]} == set(attendu["lectures"])


@pytest.mark.parametrize("cas", ERREURS, ids=noms)
def test_un_fait_illisible_est_nomme(cas: dict[str, Any], corpus: Corpus) -> None:
    """A fact that cannot be read is refused, and the error names its field."""
    with pytest.raises((DemandeError, EtatDuDroitError)) as erreur:
        decide(Demande.depuis(cas["demande"]), corpus_de(cas, corpus))
    assert getattr(erreur.value, "champ", "connu_le") == cas["attendu"]["erreur"]
    assert erreur.value.message
