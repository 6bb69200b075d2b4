"""`opposable completion`: what a shell needs to complete commands and options."""

from __future__ import annotations

import os
from enum import StrEnum
from importlib import import_module
from typing import Annotated

import typer

VARIABLE = "_OPPOSABLE_COMPLETE"
"""Set by a shell that asks for completions."""
AIDE = """Écrit de quoi compléter commandes et options avec la touche de tabulation.

Exemples :

  opposable completion bash >> ~/.bashrc

  opposable completion fish > ~/.config/fish/completions/opposable.fish
"""
BASH = """_opposable_completion() {
  local IFS=$'\\n'
  COMPREPLY=($(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
    _OPPOSABLE_COMPLETE=complete_bash opposable))
}
complete -o default -F _opposable_completion opposable
"""
ZSH = """#compdef opposable
_opposable_completion() {
  eval $(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" \\
    _OPPOSABLE_COMPLETE=complete_zsh opposable)
}
compdef _opposable_completion opposable
"""
FISH = """function _opposable_completion
  env _OPPOSABLE_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=$argv[1] \\
    _TYPER_COMPLETE_ARGS=(commandline -cp) opposable
end
complete --command opposable --no-files --arguments "(_opposable_completion get-args)" \\
  --condition "_opposable_completion is-args"
"""


class Interprete(StrEnum):
    """The shells that are known."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


SCRIPTS = {Interprete.BASH: BASH, Interprete.ZSH: ZSH, Interprete.FISH: FISH}


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("completion", help=AIDE)(commande)


def commande(
    interprete: Annotated[Interprete, typer.Argument(help="bash, zsh ou fish.")],
) -> None:
    """Print the script of a shell."""
    typer.echo(SCRIPTS[interprete], nl=False)


def demandee() -> str | None:
    """Return the command whose line a shell asks to complete, where one does.

    The shells that may ask are then made known to the parser.
    """
    if VARIABLE not in os.environ:
        return None
    import_module("typer.completion").completion_init()
    ligne = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")
    return next((mot for mot in ligne.split()[1:] if not mot.startswith("-")), None)
