"""Cells that leave for a spreadsheet."""

FORMULES = "=+-@\t\r\n＝＋－＠"
"""Beginnings that a spreadsheet takes for a formula."""


def sans_formule(cellule: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cellule}" if cellule.startswith(tuple(FORMULES)) else cellule
