"""The calendar: what applied when, said in words before it is drawn."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client

from opposable.decision.motif import dire_date
from opposable.web.public.loi import calendrier
from opposable.web.public.loi.evenements import evenements
from opposable.web.socle import droit


def test_chaque_public_est_couvert_sans_trou() -> None:
    """For each audience the periods leave no day out, from the first known to the last."""
    corpus = droit.corpus()
    suites = calendrier.publics(corpus)
    assert len(suites) == len({r for li in corpus.listes.values() for r in li.public})
    for _, suite in suites:
        assert suite[0].du == corpus.couverture.du
        assert suite[-1].au in (corpus.couverture.au, None)
        assert all(p.au for p in suite[:-1])
        for avant, apres in pairwise(suite):
            assert avant.du is not None
            assert apres.du is not None
            assert avant.au is not None
            assert avant.du < apres.du <= avant.au + timedelta(days=1)


def test_chaque_liste_est_au_calendrier() -> None:
    """Each list stands once for each of its audiences; that of an agreement, once, by country."""
    corpus = droit.corpus()
    communes = [p.ancre for _, suite in calendrier.publics(corpus) for p in suite if p.ancre]
    assert sorted(communes) == sorted(
        li.ancre for li in corpus.listes.values() if not li.d_accord for _ in li.public
    )
    accords = {p.ancre: p.qui for p in calendrier.accords(corpus)}
    assert accords == {
        li.ancre: ", ".join(corpus.nationalites[n].nom.fr for n in li.nationalites)
        for li in corpus.listes.values()
        if li.d_accord
    }


def test_un_jour_sans_liste_n_est_d_aucun_texte() -> None:
    """Where no list holds nothing is claimed: those days name no place in the text."""
    corpus = droit.corpus()
    for _, suite in calendrier.publics(corpus):
        vides = [p for p in suite if not p.ancre]
        assert vides
        assert all(p.qui == "on ne peut pas répondre" for p in vides)
        for liste in (p for p in suite if p.ancre):
            assert not any(v.du == liste.du for v in vides)


def test_les_barres_disent_ce_que_disent_les_jours() -> None:
    """A bar lies within the drawing, and bars stand in the order of their first days."""
    corpus = droit.corpus()
    toutes = [
        *(p for _, suite in calendrier.publics(corpus) for p in suite),
        *calendrier.accords(corpus),
        *calendrier.services(corpus),
        *calendrier.bases(corpus),
        *calendrier.regimes(corpus),
    ]
    for p in toutes:
        assert 0 <= p.debut <= p.debut + p.large <= calendrier.LARGEUR
        assert bool(p.large) is (p.du is None or p.du <= corpus.couverture.au)
    datees = sorted((p.du, p.debut) for p in toutes if p.du)
    assert [debut for _, debut in datees] == sorted(debut for _, debut in datees)


def test_chaque_jour_du_droit_est_au_calendrier() -> None:
    """Signatures, publications, lists, services, charges and regimes: each day is there."""
    corpus = droit.corpus()
    jours = {j.jour for j in evenements(corpus)}
    attendus = {t.signe_le for t in corpus.instruments.values()}
    attendus |= {t.publie_le for t in corpus.instruments.values()}
    attendus |= {li.examine_du for li in corpus.listes.values()}
    attendus |= {li.examine_au for li in corpus.listes.values()} - {date.max}
    assert date.max not in jours
    attendus |= {s.du for s in corpus.services} | {c.du for c in corpus.charges}
    attendus |= {s.du for n in corpus.nationalites.values() for s in n.statuts[1:]}
    assert attendus - {None} <= jours
    assert [j.jour for j in evenements(corpus)] == sorted(jours)


@pytest.mark.parametrize(("debut", "langue"), [("", "fr"), ("/en", "en")])
def test_le_calendrier_se_lit_sans_dessin(client: Client, debut: str, langue: str) -> None:
    """Without its drawings the page still says every day; each drawing is hidden from readers."""
    page = client.get(f"{debut}/loi/calendrier/").content.decode()
    dessins = re.findall(r"<svg[^>]*>", page)
    assert dessins
    assert all('aria-hidden="true"' in dessin for dessin in dessins)
    texte = re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
    corpus, lu = droit.corpus(), texte.replace("\u00a0", " ")
    for jour in evenements(corpus):
        dit = dire_date(jour.jour, corpus, "en" if langue == "en" else "fr")
        assert dit.replace("1er ", "1ᵉʳ ") in lu


def test_les_regimes_au_calendrier_sont_ceux_qui_changent() -> None:
    """The table of regimes names each nationality whose regime changes, and no other."""
    corpus = droit.corpus()
    noms = {nom for p in calendrier.regimes(corpus) for nom in p.qui.split(", ")}
    changeantes = [
        n.nom.fr for n in corpus.nationalites.values() if len(n.statuts) > 1 and not n.territoire
    ]
    assert noms == {morceau for nom in changeantes for morceau in nom.split(", ")}
