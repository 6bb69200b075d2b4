"""The map: every region linked, named and patterned, light enough, always with its table."""

import itertools
import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from opposable.law.corpus import Corpus
from opposable.web.public.catalogue import carte as dessin
from opposable.web.public.catalogue.carte import paliers

SVG = re.compile(r'<svg class="carte".*?</svg>', re.DOTALL)
LIGNE = re.compile(r'<tr>\s*<th scope="row"><a\s+href="(/regions/[^"]*)">.*?</tr>', re.DOTALL)
ADRESSES = [
    "/regions/?le=2008-01-10",
    "/metiers/61231/?le=2008-01-10",
    "/metiers/41221/?le=2008-03-03",
]


def lire(client: Client, adresse: str) -> tuple[str, ET.Element]:
    """Return a page, and its map as XML."""
    page = client.get(adresse).content.decode()
    trouvee = SVG.search(page)
    assert trouvee
    return page, ET.fromstring(trouvee[0])  # noqa: S314 - our own page


@pytest.mark.parametrize("adresse", ADRESSES)
def test_chaque_region_est_un_lien_nomme(client: Client, corpus: Corpus, adresse: str) -> None:
    """The map has the 22 regions of 2007 and those overseas, each a link that says its name."""
    _, carte = lire(client, adresse)
    liens = carte.findall("a")
    codes = [lien.attrib["href"].split("/")[2] for lien in liens]
    assert sorted(codes) == sorted(corpus.regions)
    for code, lien in zip(codes, liens, strict=True):
        nom = corpus.regions[code].nom.replace("'", "’")
        assert lien.attrib["aria-label"].replace("'", "’").startswith(f"{nom}\xa0: ")
        assert lien.findtext("title") == lien.attrib["aria-label"]
        assert len(lien.findall("path")) == 1


@pytest.mark.parametrize("adresse", ["/regions/?le=2026-11-25", "/metiers/B2Z40/?le=2026-11-25"])
def test_la_carte_d_aujourd_hui_a_les_regions_d_aujourd_hui(
    client: Client, corpus: Corpus, adresse: str
) -> None:
    """On a day of today's lists the regions are today's, one link each, drawn as one outline."""
    _, carte = lire(client, adresse)
    liens = {lien.attrib["href"].split("/")[2]: lien for lien in carte.findall("a")}
    assert liens.keys() == corpus.regions_de(corpus.division(corpus.couverture.au)).keys()
    fondus = {code for code, lien in liens.items() if len(lien.findall("path")) > 1}
    assert fondus == {c for c in liens if len(corpus.parties(c)) > 1}
    assert client.get(liens["75"].attrib["href"]).status_code == 200


@pytest.mark.parametrize("adresse", ADRESSES)
def test_la_carte_dit_ce_que_dit_sa_table(client: Client, adresse: str) -> None:
    """Beside the map a table has the same regions, in the same order, with the same links."""
    page, carte = lire(client, adresse)
    liens = [lien.attrib["href"] for lien in carte.findall("a")]
    assert [lien.replace("&amp;", "&") for lien in LIGNE.findall(page)] == liens


def test_chaque_region_porte_son_etat(client: Client) -> None:
    """61224 is open in Centre alone (A4/24): pattern, title and row say so, and of no other."""
    page, carte = lire(client, "/metiers/61224/?le=2008-01-10&public=pays_tiers")
    rangees = dict(
        re.findall(
            r'scope="row"><a\s+href="(/regions/[^"]*)">.*?class="etat (\w+)">', page, re.DOTALL
        )
    )
    for lien in carte.findall("a"):
        adresse = lien.attrib["href"]
        etat = "ouvert" if "/24/" in adresse else "ferme"
        trace = lien.find("path")
        assert trace is not None
        assert trace.attrib["fill"] == f"url(#m-{etat})"
        assert lien.attrib["aria-label"].endswith(
            {"ouvert": "Ouvert", "ferme": "Droit commun"}[etat]
        )
        assert rangees[adresse.replace("&", "&amp;")] == etat


def test_une_carte_de_nombres_les_dit(client: Client) -> None:
    """On the page of regions each number drawn is that of the title and of the table."""
    page, carte = lire(client, "/regions/?le=2008-02-01&public=pays_tiers")
    nombres = dict(
        re.findall(r'href="/regions/(\d\d)/[^>]*>[^<]*</a>\s*</th>\s*<td class="n">(\d+)', page)
    )
    assert nombres["53"] == "16"
    dits = {
        lien.attrib["href"].split("/")[2]: lien.attrib["aria-label"] for lien in carte.findall("a")
    }
    for code, dit in dits.items():
        assert dit.endswith(
            f"{nombres[code]} métiers ouverts" if code in nombres else "Droit commun"
        )
    assert {t.text for t in carte.iter("text")} >= set(nombres.values())


@pytest.mark.parametrize("adresse", ADRESSES)
def test_la_couleur_n_est_jamais_seule(client: Client, adresse: str) -> None:
    """Each state has a pattern of its own, defined in the map, and its name in the legend."""
    page, carte = lire(client, adresse)
    motifs = {m.attrib["id"] for m in carte.iter("pattern")}
    employes = {p.attrib["fill"][5:-1] for lien in carte.findall("a") for p in lien.findall("path")}
    assert employes <= motifs
    legende = page[page.index('class="legende"') :]
    assert all(f"url(#{motif})" in legende for motif in employes)


@pytest.mark.parametrize("adresse", ADRESSES)
def test_la_carte_reste_legere(client: Client, adresse: str) -> None:
    """The inline map weighs 15 kB at most and bears no inline style or script."""
    page, _ = lire(client, adresse)
    trouvee = SVG.search(page)
    assert trouvee
    assert len(trouvee[0].encode()) <= 15_000
    assert not re.search(r"style=|<script|onload", trouvee[0])


def test_aucune_region_ne_sort_du_cadre(corpus: Corpus) -> None:
    """Every outline stays within the map, overseas ones within their tile."""
    outre_mer = tuple(r.code for r in corpus.regions.values() if r.zone == "outre_mer")
    seules = tuple((code, (code,)) for code in corpus.regions if code not in outre_mer)
    for code, contour in dessin.dessins(outre_mer, seules).items():
        points = _points(contour.trace)
        x0, y0 = contour.case or (0, 0)
        large, haut = dessin.CASE if contour.case else (dessin.LARGEUR, dessin.HAUTEUR)
        assert (contour.case is not None) == (code in outre_mer)
        assert all(x0 <= x <= x0 + large and y0 <= y <= y0 + haut for x, y in points), code


def _points(trace: str) -> list[tuple[int, int]]:
    points = []
    for boucle in trace.split("M")[1:]:
        nombres = [int(n) for n in re.findall(r"-?\d+", boucle)]
        x = y = 0
        for dx, dy in zip(nombres[::2], nombres[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
    return points


def test_les_paliers_couvrent_les_nombres() -> None:
    """Ranges follow each other from the least to the greatest, five at most, or there are none."""
    rangs = paliers([12, 12, 30, 25, 18, 0])
    assert [p.rang for p in rangs] == list(range(1, len(rangs) + 1))
    assert (rangs[0].de, rangs[-1].a) == (12, 30)
    assert all(a.a + 1 == b.de for a, b in itertools.pairwise(rangs))
    assert paliers([7, 7, 0]) == ()
    assert paliers([]) == ()


def test_la_carte_des_regions_gradue_ses_nombres(client: Client) -> None:
    """Where numbers vary the map shades them, and the legend says what each shade counts."""
    page = client.get("/regions/?le=2008-03-03&public=pays_tiers").content.decode()
    rangs = set(re.findall(r'<path [^>]*class="p(\d)"', page))
    assert len(rangs) > 1
    for rang in rangs:
        assert f'<rect class="p{rang}"' in page
