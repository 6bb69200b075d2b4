"""Cells that leave for a spreadsheet."""

FORMULES = "=+-@\t\r\n＝＋－＠"
"""Beginnings that a spreadsheet takes for a formula."""
DEBUTS = tuple(FORMULES)


def sans_formule(cellule: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cellule}" if cellule.startswith(DEBUTS) else cellule
