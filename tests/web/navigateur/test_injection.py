"""What hostile people type is shown, never run: in a real browser, in every field."""

import csv
import io
import itertools
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

Ouvrir = Callable[..., Page]
TEMOIN = "window.__vu=1"
APPELS = (TEMOIN, "__vu=1", "parent.__vu=1", "top['__vu']=1", "eval('__vu=1')")
BALISES = (
    "<script>{}</script>",
    "</script><script>{}</script>",
    "<ScRiPt >{}</sCrIpT>",
    "<img src=x onerror={}>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    '"><script>{}</script>',
    "'><script>{}</script>",
    '" autofocus onfocus={} x="',
    "' autofocus onfocus={} x='",
    "</title><script>{}</script>",
    "</textarea><script>{}</script>",
    "</select><script>{}</script>",
    "</datalist><script>{}</script>",
    "--><script>{}</script>",
    "<iframe srcdoc='<script>{}</script>'>",
    "<iframe src=javascript:{}>",
    "<a href=javascript:{} autofocus>x</a>",
    "javascript:{}",
    "<body onpageshow={}>",
    "<details open ontoggle={}>",
    "<input autofocus onfocus={}>",
    "<video><source onerror={}></video>",
    "<math><mtext><script>{}</script></mtext></math>",
    "<style>@import 'data:,';</style><script>{}</script>",
    "<object data=javascript:{}>",
    "<embed src=javascript:{}>",
    "<form><button formaction=javascript:{} autofocus>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<base href=//mal.invalid/><script>{}</script>",
    "\u003cscript\u003e{}\u003c/script\u003e",
    "&lt;script&gt;{}&lt;/script&gt;",
    "%3Cscript%3E{}%3C/script%3E",
    "{{{{ {} }}}}",
    "{{% include '{}' %}}",
    "${{{}}}",
    "<div hx-get='/' hx-trigger=load hx-on::after-request={}>",
    "<div hx-on:click={} autofocus tabindex=0>",
    "<script\x00>{}</script>",
    "<img src='x' onerror\x0d={}>",
    "<p style='animation:x' onanimationstart={}>",
)
CHARGES = [b.format(a) for b, a in itertools.product(BALISES, APPELS)]
ADRESSES = {
    "question": (
        "/",
        (
            "nationalite",
            "metier",
            "lieu",
            "type",
            "depose_le",
            "examine_le",
            "metier_initial",
            "activite",
            "diplome_francais",
            "metier_choisi",
        ),
    ),
    "reponse": (
        "/reponse/",
        (
            "nationalite",
            "metier",
            "departement",
            "region",
            "type",
            "depose_le",
            "lecture",
            "corpus",
        ),
    ),
    "suggestions": ("/suggestions/", ("metier",)),
    "metiers": ("/metiers/", ("q",)),
    "listes": ("/listes/arrete-2008-01-18-tiers.liste/", ("q", "tri", "region", "domaine")),
    "comparer": ("/listes/comparer/", ("avant", "apres", "public")),
}


def test_il_y_a_au_moins_deux_cents_charges() -> None:
    """There are two hundred payloads at least, all different."""
    assert len(set(CHARGES)) >= 200


@pytest.mark.parametrize("nom", ADRESSES)
def test_rien_n_est_execute(ouvrir: Ouvrir, site: str, nom: str) -> None:
    """Each payload in each field of an address is shown as text: no script runs."""
    adresse, champs = ADRESSES[nom]
    page = ouvrir("/mentions-legales/")
    page.context.add_init_script("window.__vu = 0")
    for rang, charge in enumerate(CHARGES):
        # Every payload meets every field: several fields at once, turned round each time.
        tournes = {champ: CHARGES[(rang + i) % len(CHARGES)] for i, champ in enumerate(champs)}
        parametres = {"demander": "1", **tournes, champs[rang % len(champs)]: charge}
        page.goto(f"{site}{adresse}?{urlencode(parametres)}", wait_until="load")
        assert page.evaluate("window.__vu") == 0, parametres
        assert page.locator("main script, main iframe, main object, main base").count() == 0


def test_un_fichier_hostile_n_est_pas_execute(ouvrir: Ouvrir, tmp_path: Path) -> None:
    """Each payload in a cell, a title or a name of file is shown as text: no script runs."""
    page = ouvrir("/fichier/")
    page.context.add_init_script("window.__vu = 0")
    tampon = io.StringIO(newline="")
    ecrivain = csv.writer(tampon)
    champs = ("id", "nationalite", "metier", "region", "type", "depose_le")
    ecrivain.writerow([*champs, "<img src=x onerror=__vu=1>"])
    ecrivain.writerows(
        [rang, "SEN", "61231", "82", "introduction", "2008-02-01", c]
        for rang, c in enumerate(CHARGES)
    )
    ecrivain.writerows([c, c, "61231", "82", "introduction", c, ""] for c in CHARGES)
    fichier = tmp_path / "<img src=x onerror=__vu=1>.csv"
    fichier.write_bytes(tampon.getvalue().replace("\0", "").encode())
    page.reload()
    page.locator("input[type=file]").set_input_files(fichier)
    page.locator("main button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("main table td").count() > len(CHARGES) // 10
    assert page.evaluate("window.__vu") == 0
    assert page.locator("main script, main iframe, main object, main base").count() == 0
