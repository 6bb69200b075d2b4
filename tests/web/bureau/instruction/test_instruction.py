"""The page of a file and its acts: what each role sees there, does, and is told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image
from pypdf import PdfReader

from dossiers.bureau import CADRE, DEMANDE, depose
from opposable.dossiers import acte as a
from opposable.dossiers.acte import TABLE
from opposable.dossiers.donnees import Donnees
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Dossier, Etat, Proposition
from opposable.web.bureau.comptes.droits import AUTOMATE, cadre
from opposable.web.bureau.courriers import modeles
from opposable.web.bureau.determiner import determiner
from opposable.web.bureau.guichet.models import Depot
from opposable.web.bureau.instruction import listes
from opposable.web.bureau.instruction.formulaires import FORMULAIRES, SIGNES
from opposable.web.bureau.instruction.mots import cle
from opposable.web.bureau.models import FicheDecision, FicheDossier, FicheLettre
from opposable.web.bureau.tenue import accomplir, lire, ouvrir
from opposable.web.socle import droit
from web.bureau.monde import GENS, JOUR, entrer, peupler

if TYPE_CHECKING:
    from pathlib import Path


NUMERO = "2008-0001"
MIDI = datetime(2008, 1, 10, 14, 5, tzinfo=ZoneInfo("Europe/Paris"))
ARRETES = date(2008, 1, 20)
DONNEES = Donnees.depuis(
    {
        "employeur.nom": "Les Toits d’Armor",
        "employeur.siret": "73282932000074",
        "travailleur.nom": "Benjelloun",
        "travailleur.prenoms": "Samira",
        "emploi.intitule": "chef de chantier",
        "emploi.taches": "chef de chantier",
        "emploi.remuneration": "2100",
    }
)


@pytest.fixture(autouse=True)
def _bureau(settings: Any) -> None:
    """The office lives on a day of January 2008, with its people."""
    settings.JOUR_DE_DEMONSTRATION = JOUR
    translation.activate("fr")
    peupler()


def page(client: Client, numero: str = NUMERO) -> str:
    """The page of a file."""
    reponse = client.get(reverse("instruction:dossier", args=[numero]))
    assert reponse.status_code == 200, reponse
    return reponse.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def adresse(nom: str, numero: str = NUMERO) -> str:
    """The address of an act."""
    vue = "instruction:signer" if FORMULAIRES[nom].acte in SIGNES else "instruction:acte"
    return reverse(vue, args=[numero, nom])


def cachees(texte: str) -> dict[str, str]:
    """The hidden fields of a form: its key, and what was read."""
    return dict(re.findall(r'type="hidden" name="(envoi|vu)" value="([^"]*)"', texte))


def envoyer(client: Client, nom: str, numero: str = NUMERO, **dits: Any) -> Any:
    """Open the form of an act and send it."""
    ouvert = client.get(adresse(nom, numero))
    assert ouvert.status_code == 200, (nom, ouvert.status_code)
    return client.post(adresse(nom, numero), {**cachees(ouvert.content.decode()), **dits})


def fait(client: Client, nom: str, numero: str = NUMERO, **dits: Any) -> Dossier:
    """Do an act through its page."""
    reponse = envoyer(client, nom, numero, **dits)
    assert reponse.status_code == 302, reponse.content.decode()
    return lire(numero)


@pytest.fixture
def dossier() -> Dossier:
    """A file just received."""
    ouvrir(replace(depose(), donnees=DONNEES), MIDI)
    return lire(NUMERO)


@pytest.fixture
def instruit(dossier: Dossier) -> Dossier:
    """A file whose conditions were all answered."""
    return instruire(dossier)


def instruire(dossier: Dossier) -> Dossier:
    """Begin the examination of a file, answer it, and each of its conditions."""
    entour = cadre(["examen"], JOUR)
    qui: Any = {"auteur": "examen", "role": Role.INSTRUCTEUR}
    reponse = Proposition.de(determiner(dossier, JOUR), JOUR)
    actes = [a.Instruire(**qui), a.Examiner(**qui, proposition=reponse)]
    dites = [
        a.Constater(**qui, condition=c, remplie=True, raison="contrat lu", preuve="contrat.pdf")
        for c in reponse.conditions
    ]
    for acte in (*actes, *dites):
        accomplir(dossier.numero, acte, MIDI, entour)
    return lire(dossier.numero)


def test_la_page_dit_tout_du_dossier(instruit: Dossier, django_assert_max_num_queries: Any) -> None:
    """State, clock, facts, answer with its receipt, conditions answered; a bounded page."""
    examen = entrer("examen")
    with django_assert_max_num_queries(20):
        texte = page(examen)
    assert instruit.proposition
    for dit in (
        "en instruction",
        "on attend le service",
        "10 mars 2008",
        "Les Toits d’Armor",
        "Samira",
        "61231 – Chef de chantier du BTP",
        instruit.proposition.recu[:12],
        "contrat.pdf",
        "R.341-4-1",
        "si la profession est réglementée",
    ):
        assert dit in texte, dit


def test_les_requetes_ne_croissent_pas_avec_le_dossier(
    instruit: Dossier, django_assert_max_num_queries: Any
) -> None:
    """Twenty remarks and ten facts more: not one query more."""
    client = entrer("examen")
    for rang in range(10):
        fait(client, "commenter", texte=f"remarque {rang}")
        fait(client, "corriger", champ="emploi.heures", valeur=str(20 + rang), raison="relu")
    with django_assert_max_num_queries(20):
        texte = page(client)
    assert "remarque 9" in texte
    assert "28, 27" in texte
    assert instruit.faits == ()


@pytest.mark.parametrize("qui", sorted(GENS))
def test_chacun_ne_se_voit_offrir_que_ce_que_la_table_permet(dossier: Dossier, qui: str) -> None:
    """Role by role: the acts offered are those the table allows, and no other."""
    client = entrer(qui, code=True)
    reponse = client.get(reverse("instruction:dossier", args=[dossier.numero]))
    if reponse.status_code != 200:
        assert qui not in {"greffe", "examen", "chef", "region", "audit"}
        return
    offerts = set(re.findall(r"/(?:actes|signer)/([a-z-]+)/", reponse.content.decode()))
    roles = {role for role, lieu in GENS[qui] if lieu == dossier.service}
    for nom in offerts:
        ligne = TABLE[FORMULAIRES[nom].acte]
        assert dossier.etat in ligne.depuis
        assert roles & ligne.roles
    assert offerts or qui in {"region", "audit"}


def test_une_condition_se_repond_par_sa_page(dossier: Dossier) -> None:
    """Examined, then a condition answered by a person, with reason and evidence."""
    examen = entrer("examen")
    fait(examen, "instruire")
    lu = fait(examen, "examiner")
    assert lu.proposition
    assert lu.proposition.recu
    dit: Any = {"condition": "logement", "remplie": "non", "raison": "sans fenêtre"}
    manque = envoyer(examen, "constater", **{**dit, "raison": ""})
    assert manque.status_code == 422
    assert "Raison" in manque.content.decode()
    lu = fait(examen, "constater", preuve="visite", **dit)
    dite = lu.dites["logement"]
    assert (dite.remplie, dite.preuve, dite.par, dite.le) == (False, "visite", "examen", JOUR)
    assert dossier.constatations == ()


def test_une_lettre_qui_n_est_pas_entiere_empeche_de_signer(
    instruit: Dossier, tmp_path: Path, settings: Any
) -> None:
    """A template that lost its appeal routes: the page says so, and nothing is signed."""
    fait(entrer("examen"), "preparer-refus", **{"fait-autre": "hors délai", "droit-autre": "x"})
    chef = entrer("chef", code=True)
    assert "elle peut être signée" in chef.get(adresse("decider")).content.decode()
    phrases = (modeles.ICI / modeles.PHRASES).read_text(encoding="utf-8")
    (tmp_path / "courriers").mkdir()
    settings.THEME = str(tmp_path)
    perdues = "\n".join(li for li in phrases.splitlines() if "recours_contentieux" not in li)
    (tmp_path / "courriers" / modeles.PHRASES).write_text(perdues, encoding="utf-8")
    assert "recours_contentieux" in chef.get(adresse("decider")).content.decode()
    refus = envoyer(chef, "decider")
    assert refus.status_code == 409
    assert "recours_contentieux" in refus.content.decode()
    assert lire(NUMERO).etat is instruit.etat


def test_chaque_acte_de_la_table_a_son_formulaire() -> None:
    """Every act of the table has a form, save those of the applicant and of the automaton."""
    sans = {a.Deposer, a.SeDesister, a.ConstaterSilence}
    assert {forme.acte for forme in FORMULAIRES.values()} == set(TABLE) - sans
    for nom, forme in FORMULAIRES.items():
        assert nom == cle(forme.acte) or nom.startswith("preparer-")


def test_du_depot_a_la_notification(instruit: Dossier) -> None:
    """Prepared by one, signed by another, notified on its day with its letter and its annex."""
    examen, chef = entrer("examen"), entrer("chef", code=True)
    lu = fait(examen, "preparer-accord", droit_commun="on")
    assert lu.minute
    fait(examen, "dater", du="2008-02-01", au="2009-01-31")
    lu = fait(chef, "decider")
    assert lu.etat is Etat.ACCEPTE
    lu = fait(entrer("greffe"), "notifier")
    assert lu.notifie_le == JOUR
    types = FicheLettre.objects.order_by("type").values_list("type", flat=True)
    assert list(types) == ["accord", "annexe"]
    texte = page(examen)
    for adresse_ in re.findall(r'href="([^"]+\.pdf)"', texte):
        reponse = examen.get(adresse_)
        assert reponse.content.startswith(b"%PDF"), adresse_
        assert entrer("ailleurs").get(adresse_).status_code == 404
    assert instruit.numero == lu.numero


def test_l_accord_retenu_dit_pourquoi_et_personne_ne_le_notifie(instruit: Dossier) -> None:
    """2/11: held back until the orders; the reason is shown, and notifying early is refused."""
    fait(entrer("examen"), "preparer-accord")
    fait(entrer("chef", code=True), "decider")
    greffe = entrer("greffe")
    assert "20 janvier 2008" in page(greffe)
    refus = envoyer(greffe, "notifier")
    assert refus.status_code == 409
    assert "partir du 20\u00a0janvier 2008" in refus.content.decode()
    assert adresse("notifier") not in page(greffe)
    liste = greffe.get(reverse("vie:retenues")).content.decode()
    assert NUMERO in liste
    assert "strictement" in liste
    assert not FicheLettre.objects.exists()
    assert instruit.numero == NUMERO


def test_la_situation_de_l_emploi_n_est_pas_offerte_comme_motif(instruit: Dossier) -> None:
    """2/2: where the lists forbid it, the labour-market situation is not among the reasons."""
    examen = entrer("examen")
    texte = examen.get(adresse("preparer-refus")).content.decode()
    assert "fait-remuneration_minimale" in texte
    assert "fait-situation_emploi" not in texte
    refus = envoyer(examen, "preparer-refus", **{"fait-remuneration_minimale": " "})
    assert refus.status_code == 409
    lu = fait(examen, "preparer-refus", **{"fait-remuneration_minimale": "900 € par mois"})
    assert lu.minute
    assert lu.minute.griefs[0].droit.startswith("R.341-4-1")
    assert instruit.minute is None


def test_deux_signatures_une_gagne_et_l_autre_sait_qui(instruit: Dossier) -> None:
    """Two who sign at once: one decision, and the second is told who and when."""
    fait(entrer("examen"), "preparer-accord")
    chef = entrer("chef", code=True)
    premier, second = (cachees(chef.get(adresse("decider")).content.decode()) for _ in range(2))
    assert chef.post(adresse("decider"), premier).status_code == 302
    refus = chef.post(adresse("decider"), second)
    assert refus.status_code == 409
    encore = chef.post(adresse("decider"), premier)
    assert encore.status_code == 409
    assert len(lire(NUMERO).journal) == len(instruit.journal) + 2


def test_un_formulaire_lu_avant_un_changement_le_dit(dossier: Dossier) -> None:
    """The file changed since the page was read: what changed, by whom, and what was typed stays."""
    examen = entrer("examen")
    lu = cachees(examen.get(adresse("demander-pieces")).content.decode())
    fait(entrer("greffe"), "corriger", champ="departement", valeur="22", raison="contrat")
    refus = examen.post(adresse("demander-pieces"), {**lu, "pieces": "le bail"})
    assert refus.status_code == 409
    texte = refus.content.decode()
    assert "Corriger un fait, par Greffe" in texte
    assert "le bail" in texte
    assert not lire(dossier.numero).incomplet


def test_un_double_envoi_ne_demande_qu_une_fois(dossier: Dossier) -> None:
    """The same form sent twice: one request, one letter, no error."""
    examen = entrer("examen")
    lu = cachees(examen.get(adresse("demander-pieces")).content.decode())
    for _ in range(2):
        reponse = examen.post(adresse("demander-pieces"), {**lu, "pieces": "bail\nK bis"})
        assert reponse.status_code == 302
    assert lire(dossier.numero).incomplets[0].pieces == ("bail", "K bis")
    assert FicheLettre.objects.count() == 1
    assert "le délai est arrêté" in page(examen)


def test_l_avis_d_un_autre_service(dossier: Dossier) -> None:
    """Asked, then given by the other service, which sees the file and may do nothing else."""
    fait(entrer("examen"), "saisir", service="prefecture-35", question="Séjour régulier ?")
    avis = entrer("avis")
    texte = page(avis)
    assert set(re.findall(r"/actes/([a-z-]+)/", texte)) == {"rendre-avis"}
    lu = fait(avis, "rendre-avis", sens="favorable", motif="titre valable")
    assert lu.saisines[0].motif == "titre valable"
    assert "titre valable" in page(entrer("examen"))
    assert dossier.saisines == ()


def test_la_mauvaise_porte_se_transfere(dossier: Dossier) -> None:
    """The competent services come first; the receipt's day stays; the old service sees no more."""
    lu = fait(entrer("greffe"), "transferer", service="ddtefp-69")
    assert (lu.service, lu.depose_le) == ("ddtefp-69", dossier.depose_le)
    assert entrer("greffe").get(reverse("instruction:dossier", args=[NUMERO])).status_code == 404
    assert "Dossier" in page(entrer("ailleurs"))


def test_le_metier_se_rapproche_par_les_mots(dossier: Dossier) -> None:
    """Duties, candidates, the one chosen, by whom and why: all of it stays on file."""
    examen = entrer("examen")
    ouvert = examen.get(adresse("rapprocher"), {"fonctions": "maçon"}).content.decode()
    assert "42114" in ouvert
    lu = examen.post(
        adresse("rapprocher"),
        {**cachees(ouvert), "fonctions": "maçon", "retenu": "42114", "raison": "pose des murs"},
    )
    assert lu.status_code == 302, lu.content.decode()
    apres = lire(NUMERO)
    assert apres.demande.metier == "42114"
    assert apres.journal[-1].auteur == AUTOMATE
    texte = page(examen)
    assert "pose des murs" in texte
    assert dossier.demande.metier == "61231"


def test_une_reponse_qui_change_se_dit(instruit: Dossier) -> None:
    """A fact said anew is answered anew at once, by the automaton; the change is shown as such."""
    examen = entrer("examen")
    fait(examen, "corriger", champ="metier", valeur="61111", raison="contrat lu")
    texte = page(examen)
    assert "(la réponse a changé)" in texte
    lu = lire(NUMERO)
    assert len(lu.propositions) == 2
    assert not lu.a_reexaminer
    assert len(instruit.propositions) == 1
    fait(examen, "corriger", champ="emploi.heures", valeur="35", raison="contrat lu")
    assert len(lire(NUMERO).propositions) == 2


def test_un_fait_illisible_laisse_le_dossier_a_examiner(dossier: Dossier) -> None:
    """A department that is none, carried over: kept as said, the answer is still to be given."""
    examen = entrer("examen")
    redit = a.Corriger(
        auteur="examen",
        role=Role.INSTRUCTEUR,
        champ="departement",
        valeur="999",
        raison="repris d’une base",
    )
    lu = accomplir(NUMERO, redit, MIDI, cadre(["examen"], JOUR))
    assert lu.a_reexaminer
    texte = page(examen)
    assert "examinez de nouveau" in texte
    assert "999" in texte
    refus = envoyer(examen, "examiner")
    assert refus.status_code == 409
    assert dossier.demande.departement == "35"


def test_le_projet_de_lettre_se_lit_avant_de_signer(instruit: Dossier) -> None:
    """Before signing the letter is read as it would go, marked as a draft, and kept nowhere."""
    examen = entrer("examen")
    projet = reverse("courriers:projet", args=[NUMERO])
    assert examen.get(projet).status_code == 404
    fait(examen, "preparer-accord")
    chef = entrer("chef", code=True)
    document = chef.get(projet)
    textes = (p.extract_text() for p in PdfReader(BytesIO(document.content)).pages)
    texte = " ".join("".join(textes).split())
    assert "PROJET" in texte
    assert "Chef" in texte
    assert not FicheLettre.objects.exists()
    assert lire(NUMERO).etat is instruit.etat
    assert entrer("avis").get(projet).status_code == 404


def test_une_piece_se_joint_et_se_lit(dossier: Dossier, settings: Any, tmp_path: Path) -> None:
    """A document is examined, kept, read by who may read the file; another kind is refused."""
    settings.VAR = tmp_path
    greffe = entrer("greffe")
    image = BytesIO()
    Image.new("RGB", (4, 4)).save(image, "PNG")
    envoi = SimpleUploadedFile("contrat.png", image.getvalue())
    lu = fait(greffe, "joindre", piece=envoi)
    (piece,) = lu.pieces
    adresse_ = reverse("instruction:piece", args=[NUMERO, piece.empreinte])
    assert adresse_ in page(greffe)
    assert "attachment" in greffe.get(adresse_)["Content-Disposition"]
    assert entrer("ailleurs").get(adresse_).status_code == 404
    autre = reverse("instruction:piece", args=[NUMERO, "0" * 64])
    assert greffe.get(autre).status_code == 404
    faux = SimpleUploadedFile("page.html", b"<script>alert(1)</script>")
    assert envoyer(greffe, "joindre", piece=faux).status_code == 409
    assert lire(NUMERO).pieces == lu.pieces
    assert dossier.pieces == ()


def test_le_demandeur_est_prevenu_une_fois(
    mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """A request for documents writes to the applicant once, and says nothing of the file."""
    donnees = Donnees.depuis({**DONNEES.champs(), "employeur.courriel": "rh@armor.example"})
    ouvrir(replace(depose(), donnees=donnees), MIDI)
    examen = entrer("examen")
    lu = cachees(examen.get(adresse("demander-pieces")).content.decode())
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            examen.post(adresse("demander-pieces"), {**lu, "pieces": "bail"})
    (message,) = mailoutbox
    assert NUMERO in message.body
    assert "Benjelloun" not in message.body


def test_la_mauvaise_porte_se_dit(dossier: Dossier) -> None:
    """2/4: a place of work elsewhere: the page names the service that is competent."""
    fait(entrer("greffe"), "corriger", champ="departement", valeur="69", raison="contrat")
    texte = page(entrer("greffe"))
    assert "pas compétent" in texte
    assert 'actes/transferer/?service=ddtefp-69"' in texte
    propose = entrer("greffe").get(f"{adresse('transferer')}?service=ddtefp-69")
    assert '<option value="ddtefp-69" selected>' in propose.content.decode()
    assert dossier.service == "ddtefp-35"


def test_la_page_ne_parle_pas_comme_la_machine(instruit: Dossier) -> None:
    """Days, contract, countries, sums and people are in words, in the facts and in the journal."""
    greffe, examen = entrer("greffe"), entrer("examen")
    for champ, valeur in (
        ("travailleur.ne_le", "18/11/1964"),
        ("emploi.contrat", "cdi"),
        ("travailleur.pays_de_naissance", "MAR"),
        ("emploi.remuneration", "2450,5"),
        ("metier", "52213"),
    ):
        fait(greffe, "corriger", champ=champ, valeur=valeur, raison="contrat lu")
    fait(examen, "affecter", agent="examen")
    assert instruit.agent is None
    texte = page(examen)
    for dit in (
        "18 novembre 1964",
        "À durée indéterminée",
        "Maroc",
        "2 450,50 €",
        "732 829 320 00074",
        "Ille-et-Vilaine (35)",
    ):
        assert dit in texte, dit
    journal = texte.partition('id="journal"')[2]
    for dit in ("<dd>18 novembre 1964</dd>", "<dd>Examen</dd>", "le logiciel", "Les Toits d’Armor"):
        assert dit in journal, dit
    assert "Logement dans des conditions normales" in journal
    for machine in ("1964-11-18", ">cdi<", ">logement<", ">examen<", "> non<"):
        assert machine not in texte, machine
    liste = examen.get("/bureau/dossiers/").content.decode()
    assert "chef de chantier" in liste
    assert ">Examen</td>" in liste


def test_le_droit_d_apres_le_dernier_jour_connu_se_dit(dossier: Dossier, settings: Any) -> None:
    """After the last day on which the law is known here, the page says which day answers."""
    assert "Le droit est connu ici" not in page(entrer("examen"))
    settings.JOUR_DE_DEMONSTRATION = date(2030, 1, 10)
    assert "Le droit est connu ici jusqu’au" in page(entrer("examen"))
    assert dossier.proposition is None


def test_une_condition_oubliee_se_nomme_en_mots(dossier: Dossier) -> None:
    """A grant prepared too soon: each condition that no one answered is said in its own words."""
    fait(entrer("examen"), "instruire")
    refus = envoyer(entrer("examen"), "preparer-accord").content.decode()
    assert "restent à examiner" in refus
    assert "Logement dans des conditions normales" in refus
    assert dossier.etat is Etat.EN_CONSTRUCTION


def test_la_page_se_lit_en_anglais(instruit: Dossier) -> None:
    """The same page in English: acts, states, conditions and journal."""
    client = entrer("examen")
    texte = client.get(f"/en/bureau/dossiers/{instruit.numero}/").content.decode()
    for dit in ("What you may do", "under examination", "Ask for documents", "evidence"):
        assert dit in texte, dit
    formulaire = client.get(f"/en/bureau/dossiers/{instruit.numero}/actes/preparer-refus/")
    assert "Prepare a refusal" in formulaire.content.decode()


def test_les_actes_d_apres(instruit: Dossier) -> None:
    """Pay compared, contact logged, decision rectified, appealed, withdrawn: each on file."""
    examen, chef = entrer("examen"), entrer("chef", code=True)
    fait(
        examen,
        "comparer-la-paie",
        minimum="1280,07".replace(",", "."),
        reference="1650",
        source="convention du bâtiment",
    )
    avant = page(examen)
    assert "une fois et demie la rémunération minimale" in avant
    assert "1 920,11 € d’après le minimum saisi" in " ".join(avant.split())
    assert "lu dans un texte légal" in avant
    fait(examen, "contacter", moyen="telephone", avec="M. Armor", texte="rappellera")
    fait(examen, "affecter", agent="examen")
    fait(examen, "preparer-refus", **{"fait-autre": "hors délai", "droit-autre": "R.341-3"})
    fait(chef, "decider")
    fait(chef, "rectifier", texte="prénom : Samira")
    fait(examen, "contester", voie="gracieux", recu_le="2008-01-10")
    lu = fait(chef, "retirer", raison="erreur de droit")
    assert lu.etat is Etat.EN_INSTRUCTION
    texte = page(examen)
    for dit in ("1 280,07 €", "rappellera", "prénom : Samira", "gracieux", "erreur de droit"):
        assert dit in texte, dit
    assert fait(examen, "classer-sans-suite", raison="sans objet").etat is Etat.SANS_SUITE
    assert instruit.etat is Etat.EN_INSTRUCTION


def test_une_signature_demande_un_second_facteur(instruit: Dossier) -> None:
    """Without the second factor, or through the address of ordinary acts, nothing is signed."""
    fait(entrer("examen"), "preparer-accord")
    sans = entrer("chef").get(adresse("decider"))
    assert sans.status_code == 302
    assert "second-facteur" in sans["Location"] or "code" in sans["Location"]
    chef = entrer("chef", code=True)
    assert chef.get(reverse("instruction:acte", args=[NUMERO, "decider"])).status_code == 404
    assert chef.get(reverse("instruction:signer", args=[NUMERO, "notifier"])).status_code == 404
    assert chef.get(reverse("instruction:acte", args=[NUMERO, "rien"])).status_code == 404
    assert lire(NUMERO).etat is instruit.etat


def test_la_table_se_lit_et_se_dessine() -> None:
    """The page of the table has a row an act and an arrow a way, drawn from the code."""
    texte = entrer("audit").get(reverse("vie:table")).content.decode()
    assert texte.count("<tr>") == len(TABLE) + 1
    arrivees = sum(len(a.arrivees(ligne)) for ligne in TABLE.values())
    assert texte.count('class="trait"') == arrivees
    assert texte.count('class="point"') == sum(len(ligne.depuis) for ligne in TABLE.values())
    assert texte.count('class="etat"') == len(Etat)


@pytest.fixture
def accorde(instruit: Dossier) -> Dossier:
    """A file granted by the list, its permit ending within the period of renewal."""
    fait(entrer("examen"), "preparer-accord")
    fait(entrer("examen"), "dater", du="2008-01-15", au="2008-02-20")
    fait(entrer("chef", code=True), "decider")
    return lire(instruit.numero)


def test_les_renouvellements_dus(accorde: Dossier) -> None:
    """2/6: a permit that ends within the period is listed; another service's list is empty."""
    liste = entrer("greffe").get(reverse("vie:renouvellements")).content.decode()
    assert accorde.numero in liste
    assert (
        accorde.numero
        not in entrer("ailleurs").get(reverse("vie:renouvellements")).content.decode()
    )


def test_les_renouvellements_dus_se_tournent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the first page the list goes on by key: each permit once, the nearest end first."""
    monkeypatch.setattr(listes, "PAGE", 2)
    for rang in range(5):
        ouvrir(replace(depose(), donnees=DONNEES, numero=f"n-{rang}"), MIDI)
        projet = FicheDossier.objects.get(numero=f"n-{rang}")
        decision = FicheDecision.objects.create(dossier=projet, sens="favorable", minute={})
        FicheDossier.objects.filter(pk=projet.pk).update(
            etat="accepte", decision=decision, autorise_au=date(2008, 2, 20 - rang // 2)
        )
    client, adresse_, vus = entrer("greffe"), reverse("vie:renouvellements"), list[str]()
    while adresse_:
        contexte = client.get(adresse_).context
        vus += [ligne["numero"] for ligne in contexte["lignes"]]
        suite = contexte["suivante"]
        adresse_ = f"{reverse('vie:renouvellements')}?apres={suite}" if suite else ""
    assert vus == ["n-4", "n-2", "n-3", "n-0", "n-1"]


def test_un_renouvellement_prepare_devient_un_dossier(accorde: Dossier, settings: Any) -> None:
    """2/6: begun by the service, sent by the employer: first occupation and place are kept."""
    translation.activate("fr")
    du = entrer("greffe").get(reverse("vie:renouvellements")).content.decode()
    assert "Préparer le renouvellement" in du
    prepare = entrer("greffe").post(reverse("guichet:renouveler", args=[accorde.numero]))
    cle_ = re.search(r'<code id="cle">([^<]+)</code>', prepare.content.decode())
    depot = Depot.objects.get()
    assert cle_
    assert depot.initial == accorde.numero
    employeur = Client()
    ouverte = employeur.post(
        reverse("guichet:suivre"), {"numero": depot.reference, "cle": cle_[1]}, follow=True
    )
    assert (
        'value="Benjelloun"' in employeur.get(f"/depot/{depot.reference}/salarie/").content.decode()
    )
    assert ouverte.status_code == 200
    employeur.post(f"/depot/{depot.reference}/salarie/", {"travailleur.departement": "35"})
    employeur.post(f"/depot/{depot.reference}/demande/", {"demande.departement": "69"})
    envoye = employeur.post(f"/depot/{depot.reference}/envoyer/", follow=True)
    neuf = lire(Depot.objects.get().numero or "")
    assert neuf.numero in envoye.content.decode()
    assert neuf.initial == accorde.numero
    assert neuf.service == "ddtefp-35"
    dit = neuf.demande
    assert (dit.type, dit.metier_initial, dit.departement_initial) == (
        "renouvellement",
        "61231",
        "35",
    )
    assert (dit.departement, dit.rang_renouvellement) == ("69", "premier")
    assert "Tableau des écarts" in page(entrer("examen"), neuf.numero)
    assert neuf.numero in entrer("greffe").get(reverse("vie:renouvellements")).content.decode()
    refus = entrer("ailleurs").post(reverse("guichet:renouveler", args=[accorde.numero]))
    assert refus.status_code == 404
    pas_encore = entrer("greffe").post(reverse("guichet:renouveler", args=[neuf.numero]))
    assert pas_encore.status_code == 404
    assert settings.JOUR_DE_DEMONSTRATION == JOUR


def test_la_comparaison_cote_a_cote(accorde: Dossier) -> None:
    """2/6: a renewal beside the first grant: what changed, and what the text says of it."""
    demande = replace(
        DEMANDE,
        type="renouvellement",
        metier="61111",
        metier_initial=accorde.demande.metier,
        rang_renouvellement="premier",
    )
    suite = replace(
        depose(), numero="2008-0002", demande=demande, donnees=DONNEES, initial=accorde.numero
    )
    ouvrir(suite, MIDI)
    texte = page(entrer("examen"), "2008-0002")
    assert "a changé" in texte
    assert "redevient opposable" in texte
    assert NUMERO in texte
    liste = determiner(accorde, JOUR).liste
    assert liste
    assert f'href="{reverse("catalogue:liste", args=[droit.cle(liste)])}"' in texte


def test_une_demande_en_double_se_montre_au_service(dossier: Dossier) -> None:
    """Same person, employer and occupation: said on top; the employer's others are listed."""
    entier = Donnees.depuis({**DONNEES.champs(), "travailleur.ne_le": "1980-04-03"})
    autre = Donnees.depuis({**entier.champs(), "travailleur.nom": "Kowalska"})
    semblable = replace(depose(), numero="2008-0002", donnees=entier)
    fait(entrer("greffe"), "corriger", champ="travailleur.ne_le", valeur="3/4/1980", raison="lu")
    ouvrir(semblable, MIDI)
    ouvrir(replace(semblable, numero="2008-0003", donnees=autre), MIDI)
    ouvrir(replace(semblable, numero="2008-0004", service="ddtefp-69"), MIDI)
    texte = page(entrer("examen"))
    assert "le même métier sont dans le dossier n° 2008-0002." in texte
    assert texte.count("même personne, même métier") == 1
    assert "Kowalska" in texte
    assert "2008-0004" not in texte
    assert "2008-0004" in page(entrer("audit"))
    assert dossier.numero == NUMERO


def test_un_examen_est_celui_de_decide(instruit: Dossier) -> None:
    """The answer kept is the rule's own, under the law of the day."""
    assert instruit.propositions[0] == Proposition.de(determiner(instruit, JOUR), JOUR)
    acte = a.Examiner(auteur="x", role=Role.AUTOMATE, proposition=instruit.propositions[0])
    with pytest.raises(Exception, match="rôle"):
        accomplir(NUMERO, acte, MIDI, CADRE)
