"""One look for every report: a page that stands alone."""

import re

from opposable.ecrit.page import page


def test_la_page_tient_seule() -> None:
    """A title is escaped, the style is inside, a phone is thought of, nothing is fetched."""
    ecrite = page("a & <b>", "<h1>Titre</h1>")
    assert "<title>a &amp; &lt;b&gt;</title>" in ecrite
    assert '<html lang="fr">' in ecrite
    assert 'content="width=device-width, initial-scale=1"' in ecrite
    assert "<main>\n<h1>Titre</h1>\n</main>" in ecrite
    assert not re.search(r"http|<script|@import|url\(", ecrite)


def test_le_noir_est_a_l_ecran_seulement() -> None:
    """Dark colours are for a screen that asks for them: paper stays white."""
    ecrite = page("t", "")
    assert "@media screen and (prefers-color-scheme: dark)" in ecrite
    assert "@media print" in ecrite
