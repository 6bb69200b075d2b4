"""A page that stands alone: one look for every report, on any screen, in the dark and on paper."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

STYLE = Path(__file__).parent / "rapport.css"


@cache
def style() -> str:
    """Return the style sheet of the reports."""
    return STYLE.read_text(encoding="utf-8")


def page(titre: str, corps: str) -> str:
    """Return a French page without any other file, script or address.

    Args:
        titre: Title, as text.
        corps: What the page holds, as HTML.
    """
    return (
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(titre)}</title>\n<style>\n{style()}</style>\n</head>\n"
        f"<body>\n<main>\n{corps}\n</main>\n</body>\n</html>\n"
    )
