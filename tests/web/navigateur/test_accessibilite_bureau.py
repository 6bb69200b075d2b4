"""Every page of the office and every state of a file, in a real browser, with scripts and none."""

import os
from pathlib import Path

import pytest

from web.navigateur.conftest import Entrer, Nue
from web.navigateur.test_accessibilite import LARGEURS, deborde, titres, violations

ENTIER = bool(os.environ.get("OPPOSABLE_PAGES"))
"""Whether axe looks at every page and every form, twice: two minutes more."""
DOSSIER = "/bureau/dossiers/{}/"
ACTES_DE_LA_PAGE = (
    *("demander-pieces", "joindre", "corriger", "affecter", "commenter", "contacter"),
    *("examiner", "constater", "comparer-la-paie", "saisir", "transferer", "preparer-accord"),
    *("dater", "classer-sans-suite"),
)
"""Acts whose forms an examiner is offered, beside those looked at each time."""
D4 = DOSSIER.format("2008-4")
PAGES = {
    "mauvaise-porte": ("greffe", DOSSIER.format("2008-12")),
    "prepare": ("examen", D4),
    "signature": ("chef", f"{D4}signer/decider/"),
    "refuser": ("examen", f"{D4}actes/preparer-refus/"),
    "rapprocher": ("examen", f"{D4}actes/rapprocher/?fonctions=ma%C3%A7on"),
    "refuse": ("examen", DOSSIER.format("2008-24")),
    "liste": ("greffe", "/bureau/dossiers/?liste=ouverts"),
    "chiffres": ("chiffres", "/bureau/chiffres/"),
    "agent": ("listes", "/bureau/agents/chef/"),
}
"""Pages that are looked at each time: one of each layout."""
AUTRES_PAGES = {
    "entree": ("examen", "/bureau/"),
    "entree-region": ("region", "/bureau/"),
    "entree-listes": ("listes", "/bureau/"),
    "recherche": ("examen", "/bureau/dossiers/?q=benjelun"),
    "recherche-vide": ("examen", "/bureau/dossiers/?q=introuvable"),
    "mes-vues": ("examen", "/bureau/dossiers/vues/"),
    "confirmer": ("chef", "/bureau/confirmer/?suite=/bureau/"),
    "second-facteur": ("examen", "/bureau/second-facteur/"),
    "connexion": ("", "/bureau/connexion/"),
    "interdit": ("greffe", "/bureau/journal/"),
    "introuvable": ("greffe", DOSSIER.format("x")),
    "agents": ("listes", "/bureau/agents/"),
    "journal": ("audit", "/bureau/journal/"),
    "table": ("audit", "/bureau/vie-d-un-dossier/"),
    "retenues": ("greffe", "/bureau/retenues/"),
    "renouvellements": ("greffe", "/bureau/renouvellements/"),
    "recu": ("greffe", DOSSIER.format("2008-12")),
    "incomplet": ("greffe", DOSSIER.format("2008-21")),
    "avis-attendu": ("avis", DOSSIER.format("2008-22")),
    "notifie": ("examen", DOSSIER.format("2008-23")),
    "sans-suite": ("examen", DOSSIER.format("2008-25")),
    "retire": ("chef", DOSSIER.format("2008-26")),
    "silence": ("chef", DOSSIER.format("2008-27")),
    "lecteur": ("audit", DOSSIER.format("2008-6")),
    "anglais": ("examen", "/en" + DOSSIER.format("2008-24")),
    **{f"acte-{cle}": ("examen", f"{D4}actes/{cle}/") for cle in ACTES_DE_LA_PAGE},
}


@pytest.mark.parametrize("etat", [*PAGES, *(AUTRES_PAGES if ENTIER else ())])
def test_chaque_page_du_bureau_est_accessible(
    entrer: Entrer, axe: str, nue: Nue, etat: str, images: Path
) -> None:
    """Axe finds nothing, scripts or none; no width from 320 to 1920 px scrolls sideways."""
    page = entrer(*(PAGES | AUTRES_PAGES)[etat])
    assert violations(page, axe) == []
    assert titres(page) == []
    for largeur in LARGEURS:
        page.set_viewport_size({"width": largeur, "height": 900})
        assert deborde(page) == [], largeur
        if largeur in {1280, 320}:
            page.screenshot(path=images / f"bureau-{etat}-{largeur}.png", full_page=True)
    recue = page.context.request.get(page.url).text()
    assert violations(nue(page.url, recue), axe) == []
