"""What the site needs before it starts: a folder, a database, static files, the published table.

Nothing that did not change since the last start is made again.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from opposable.ecrit.systeme import dire_refus
from opposable.errors import FichierError

REGLAGES = "opposable.web.settings"
FAIT = ".fait"
"""Name of the file that says from what the static files were collected."""


def preparer() -> None:
    """Make the working folder, the database, the static files and the published table.

    Raises:
        FichierError: The libraries of the site are not installed, or the folder cannot be made.
    """
    var = Path(os.environ.setdefault("OPPOSABLE_VAR", "var"))
    os.environ.setdefault("OPPOSABLE_EMPREINTES", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", REGLAGES)
    try:
        var.mkdir(parents=True, exist_ok=True)
    except OSError as erreur:
        raise FichierError(
            str(var), f"dossier impossible à créer ({dire_refus(erreur)})"
        ) from erreur
    try:
        import django  # noqa: PLC0415 - only where the site is served
        from django.core.management import call_command  # noqa: PLC0415
    except ImportError:
        raise FichierError(
            "serve",
            "le site n'est pas installé ; installez l'extra : pip install \"opposable[site]\"",
        ) from None
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    _rassembler()
    call_command("preparer_donnees", verbosity=0)


def _rassembler() -> None:
    """Collect the static files, unless they are those collected last time."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    if settings.STATIC_ROOT is None:
        return
    fait, empreinte = Path(settings.STATIC_ROOT) / FAIT, _empreinte()
    if fait.is_file() and fait.read_text("utf-8") == empreinte:
        return
    fait.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    fait.write_text(empreinte, "utf-8")


def _empreinte() -> str:
    """Return what tells these static files from any others: their places, sizes and times."""
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415

    tous = hashlib.sha256()
    for chercheur in get_finders():
        for nom, depot in chercheur.list([]):
            chemin = Path(depot.path(nom))
            etat = chemin.stat()
            tous.update(f"{chemin}\0{etat.st_size}\0{etat.st_mtime_ns}\n".encode())
    return tous.hexdigest()
