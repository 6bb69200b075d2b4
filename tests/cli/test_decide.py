"""`opposable decide`: the answer in text and JSON, and every fact that cannot be read."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from opposable.law.corpus import Corpus

    Commande = Callable[..., Any]

MACON = (
    "decide",
    *("--nationalite", "POL", "--metier", "42114", "--departement", "35"),
    *("--type", "introduction", "--depose-le", "2008-02-01"),
)
REFUS = (
    "decide",
    *("--nationalite", "MAR", "--metier", "42114", "--region", "53"),
    *("--type", "introduction", "--depose-le", "2008-02-01"),
)
ENTREES = {
    *("id", "nationalite", "metier", "departement", "region", "type", "depose_le", "examine_le"),
    *("metier_initial", "activite", "diplome_francais"),
}
SORTIES = {
    *("situation_emploi", "regle", "liste", "fondement", "autorite", "notifiable_le", "lectures"),
}
STRUCTURES: dict[str, type] = {
    "motifs": list,
    "conditions": list,
    "verifications": list,
    "charges": list,
    "questions": list,
    "avis": list,
    "lectures": list,
    "defauts": list,
    "reserves": list,
    "changements": list,
    "autorite": dict,
    "fondement": dict,
    "recu": dict,
    "demande": dict,
}


def test_le_texte_dit_la_reponse_puis_les_raisons(opposable: Commande) -> None:
    """The first line answers; reasons, next steps, conditions and the receipt follow."""
    sortie = opposable(*MACON)
    assert (sortie.code, sortie.erreur) == (0, "")
    lignes = sortie.dit.splitlines()
    assert lignes[0].startswith(
        "Au 1er\xa0février 2008, la situation de l’emploi n’est pas opposable."
    )
    titres = [ligne for ligne in lignes if ligne and not ligne.startswith(" ")][1:]
    assert titres[:3] == ["Pourquoi", "Et maintenant", "Ce qui reste à examiner"]
    assert "(arrêté du 18\xa0janvier 2008, article 1, ligne 4)" in sortie.dit
    assert "Reçu" in lignes[-1]
    assert "\x1b" not in sortie.dit


def test_un_fondement_ne_se_lit_pas_deux_fois(opposable: Commande) -> None:
    """The article that a sentence names is not cited again behind it."""
    sortie = " ".join(opposable(*MACON).dit.split())
    fondement = sortie.partition("Fondement")[2].partition("•")[0]
    assert "L.121-2" in fondement
    assert "article" not in fondement


def test_aucun_identifiant_sans_qu_on_le_demande(opposable: Commande) -> None:
    """Places are cited in words; anchors, answer and rule by their identifiers on demand."""
    en_mots, par_ancres = (opposable(*MACON, *suite).dit for suite in ((), ("--ancres",)))
    for identifiant in ("[1.1/1]", "[arrete-2008-01-18-ue#1/4]", "(non_opposable)"):
        assert identifiant in par_ancres
        assert identifiant not in en_mots
    assert "#" not in en_mots
    assert "(circulaire, 1.1, alinéa 1)" in en_mots
    assert par_ancres.splitlines()[-1].endswith("liste-sans-zone")
    anglais = opposable(*MACON, "--langue", "en").dit
    assert "(circular, 1.1, paragraph 1)" in anglais
    assert "(order of 18\xa0January 2008, article 1, row 4)" in anglais


def test_le_json_a_les_cles_du_contrat(opposable: Commande, corpus: Corpus) -> None:
    """The keys of the contract are there, and what is structured is."""
    sortie = opposable(*MACON, "--format", "json")
    reponse = json.loads(sortie.dit)
    assert sortie.code == 0
    assert reponse.keys() >= SORTIES
    assert reponse["demande"].keys() <= ENTREES
    for cle, forme in STRUCTURES.items():
        assert isinstance(reponse[cle], forme), cle
    assert reponse["situation_emploi"] == "non_opposable"
    assert reponse["recu"]["sha256"] == corpus.sha256
    assert all({"id", "ancre", "texte"} <= motif.keys() for motif in reponse["motifs"])


def test_l_anglais_dit_la_meme_chose(opposable: Commande) -> None:
    """In English the sentences change, nothing else."""
    ici, la = (
        json.loads(opposable(*MACON, "--format", "json", "--langue", langue).dit)
        for langue in ("fr", "en")
    )
    assert ici["motifs"] != la["motifs"]
    assert [m["id"] for m in ici["motifs"]] == [m["id"] for m in la["motifs"]]
    for cle in ("situation_emploi", "regle", "liste", "ligne", "notifiable_le", "recu"):
        assert ici[cle] == la[cle]
    assert "the labour-market situation" in opposable(*MACON, "--langue", "en").dit


def test_un_refus_est_une_reponse(opposable: Commande) -> None:
    """An opposable answer is an answer: exit 0; what no one can change is left to the JSON."""
    sortie = opposable(*REFUS, "--format", "json")
    reponse = json.loads(sortie.dit)
    assert (sortie.code, reponse["situation_emploi"]) == (0, "opposable")
    assert reponse["changements"]
    assert {un["nature"] for un in reponse["changements"]} == {"nationalite"}
    assert "Ce qui changerait la réponse" not in opposable(*REFUS).dit


def test_un_fait_manquant_se_demande(opposable: Commande) -> None:
    """Nothing said but a day: no answer, the questions to ask, exit 0."""
    sortie = opposable("decide", "--depose-le", "2008-02-01")
    assert sortie.code == 0
    assert "ne permet pas de répondre" in sortie.dit
    assert "Ce qu’il faut savoir pour répondre" in sortie.dit


def test_les_blancs_autour_d_un_fait_ne_comptent_pas(opposable: Commande) -> None:
    """Spaces around a value, as copied from a form, are dropped."""
    sortie = opposable("decide", "--nationalite", " POL ", "--depose-le", " 2008-02-01 ")
    assert sortie.code == 0


def test_une_lecture_rivale_se_demande(opposable: Commande) -> None:
    """A rival reading is taken where it is asked for, and the receipt says so."""
    probable = (*MACON[:3], "--metier", "32141", *MACON[5:], "--format", "json")
    adoptee = json.loads(opposable(*probable).dit)
    assert (adoptee["situation_emploi"], adoptee["recu"]["lectures"]) == ("opposable", [])
    assert "32241" in [lecture["id"] for lecture in adoptee["lectures"]]
    rivale = json.loads(opposable(*probable, "--lecture", "32241=rival").dit)
    assert rivale["situation_emploi"] != "opposable"
    assert rivale["recu"]["lectures"] == ["32241"]


def phrase(sortie: Any) -> str:
    """The one French sentence of a refusal: exit 2, nothing printed, no traceback."""
    assert (sortie.code, sortie.dit) == (2, "")
    assert sortie.erreur.startswith("opposable : ")
    assert sortie.erreur.count("\n") == 1
    assert "Traceback" not in sortie.erreur
    return str(sortie.erreur)


@pytest.mark.parametrize(
    ("option", "valeur", "dit"),
    [
        ("--nationalite", "ZZZ", ("« ZZZ »", "ISO 3166-1", "XXA")),
        ("--metier", "4211", ("« 4211 » n'est pas un code", "ROME 1999")),
        ("--metier", "W0A80", ("« W0A80 »", "FAP 2009", "vérifiez-le")),
        (
            "--region",
            "99",
            ("« 99 » n'est pas un code de région", "régions de 2007, régions de 2016"),
        ),
        ("--departement", "20", ("« 20 »", "2A (Corse-du-Sud)", "2B")),
        (
            "--departement",
            "99",
            ("« 99 » n'est pas un code de département", "régions de 2007, régions de 2016"),
        ),
        ("--departement", "976", ("« 976 » (Mayotte)", "régions de 2007, régions de 2016")),
        ("--departement", "1", ("« 1 » s'écrit avec son zéro : 01",)),
        ("--type", "renouvelement", ("« renouvelement »", "introduction, changement_statut")),
        ("--activite", "chasse", ("« chasse »", "peche, finance, autre")),
        ("--diplome-francais", "licence", ("« licence »", "master, autre")),
        ("--depose-le", "2008-02-30", ("« 2008-02-30 » n'est pas une date", "AAAA-MM-JJ")),
        ("--depose-le", "1er février 2008", ("n'est pas une date",)),
        ("--depose-le", "20080201", ("« 20080201 » n'est pas une date",)),
        ("--examine-le", "2008-01-31", ("l'examen (2008-01-31) précède le dépôt (2008-02-01)",)),
        ("--connu-le", "hier", ("« hier »", "écrivez AAAA-MM-JJ")),
        ("--connu-le", "2011-8-1", ("« 2011-8-1 »", "écrivez AAAA-MM-JJ")),
        ("--connu-le", "1999-01-01", ("pas connu au 1999-01-01", "donnez un jour du 2004-05-01")),
        ("--connu-le", "2999-01-01", ("pas connu au 2999-01-01", "donnez un jour du 2004-05-01")),
        ("--lecture", "inconnue=rival", ("« inconnue »", "lectures possibles : six-nationaux")),
        ("--lecture", "limousin-20=rival", ("« limousin-20 »", "ne change aucune réponse")),
        ("--avec", "absent", ("absent", "aucun fichier de droit")),
    ],
)
def test_un_fait_illisible_est_dit_en_une_phrase(
    opposable: Commande, option: str, valeur: str, dit: tuple[str, ...]
) -> None:
    """A fact that cannot be read: exit 2, one sentence with the value and what is accepted."""
    message = phrase(opposable("decide", "--depose-le", "2008-02-01", option, valeur))
    for attendu in dit:
        assert attendu in message


def test_un_examen_apres_le_dernier_jour_connu_ne_se_devine_pas(
    opposable: Commande, corpus: Corpus
) -> None:
    """The day after the last one known: undetermined, with the day up to which law is known."""
    au = corpus.couverture.au
    lendemain = (au + timedelta(days=1)).isoformat()
    sortie = opposable(*MACON[:-1], lendemain, "--format", "json")
    dite = json.loads(sortie.dit)
    assert dite["situation_emploi"] == "indeterminee"
    (motif,) = [m for m in dite["motifs"] if m["id"] == dite["regle"]]
    assert re.search(rf"s[’']arrête au {au.day}\s\w+\s{au.year}", motif["texte"])


def test_sans_date_rien_n_est_decide(opposable: Commande) -> None:
    """The day of filing is asked for."""
    assert "la date de dépôt manque ; écrivez AAAA-MM-JJ" in phrase(opposable("decide"))


def test_un_departement_hors_de_sa_region_est_dit(opposable: Commande) -> None:
    """A department and a region that disagree are both named."""
    message = phrase(opposable(*MACON, "--region", "11"))
    assert "Ille-et-Vilaine" in message
    assert "région 53, non dans la région 11" in message


@pytest.mark.parametrize("mots", ["macon", "Soudeuse", "soudeurr", "aide-maçon"])
def test_des_mots_proposent_des_codes(opposable: Commande, mots: str) -> None:
    """Words propose codes and leave the choice, exit 4; none is ever taken silently."""
    pytest.importorskip("opposable.recherche")
    sortie = opposable(*MACON[:3], "--metier", mots, *MACON[5:])
    assert (sortie.code, sortie.dit) == (4, "")
    assert f"« {mots} » peut désigner" in sortie.erreur
    assert "\n  --metier " in sortie.erreur


def test_le_metier_initial_se_dit_aussi_en_mots(opposable: Commande) -> None:
    """The first occupation is proposed under its own option."""
    pytest.importorskip("opposable.recherche")
    sortie = opposable(*MACON, "--metier-initial", "macon")
    assert sortie.code == 4
    assert "--metier-initial " in sortie.erreur


def test_des_mots_sans_ressemblance_sont_dits(opposable: Commande) -> None:
    """Where nothing is near, exit 2 and what to give instead."""
    pytest.importorskip("opposable.recherche")
    message = phrase(opposable(*MACON[:3], "--metier", "qzxwvkj", *MACON[5:]))
    assert "aucun métier des listes ne ressemble à « qzxwvkj »" in message
    assert "Donnez son code" in message


@pytest.mark.parametrize(
    "arguments",
    [("--zut", "3"), ("--format", "xml"), ("--langue", "de"), ("--lecture", "32241")],
)
def test_un_mauvais_usage_sort_2(opposable: Commande, arguments: tuple[str, ...]) -> None:
    """An option that does not exist, or is misused: exit 2, nothing on standard output."""
    sortie = opposable(*MACON, *arguments)
    assert (sortie.code, sortie.dit) == (2, "")
    assert sortie.erreur
    assert "Traceback" not in sortie.erreur


@pytest.mark.parametrize("arguments", [("--zut", "3"), ("--format", "xml"), ("--lecture", "32241")])
def test_un_mauvais_usage_est_dit_en_francais(
    opposable: Commande, arguments: tuple[str, ...]
) -> None:
    """A misused option is told as any other fault: one French sentence."""
    phrase(opposable(*MACON, *arguments))
