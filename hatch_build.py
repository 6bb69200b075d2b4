"""The wheel is built with the law as published, its table and its words (`batch/livraison.py`)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Livraison(BuildHookInterface):  # type: ignore[misc,type-arg,unused-ignore]
    """Adds what is built to the wheel; an editable install reads the sources, and keeps its own."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, and say where the files go."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from opposable.batch.livraison import livrer  # noqa: PLC0415 - found there
        from opposable.recherche import mots_batis  # noqa: PLC0415 - the same

        dossier = Path(tempfile.mkdtemp(prefix="opposable-"))
        for fichier in livrer(dossier, mots_batis.livrer):
            build_data["force_include"][str(fichier)] = f"opposable/batch/bati/{fichier.name}"
