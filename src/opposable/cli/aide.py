"""The help of every command, in French, and the sentences for a line that cannot be read.

The library that parses the command line speaks English; what it says is said here instead.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from opposable.ecrit.typographie import composer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LARGEUR = 88
COLONNE = 24
"""Where the explanation of an option begins."""
TYPES = {"str": "TEXTE", "int": "NOMBRE", "float": "NOMBRE", "path": "CHEMIN", "file": "CHEMIN"}
CE_TEXTE = "Montre ce texte et s'arrête."
PHRASES = (
    (r"'(?P<v>.*)' is not one of (?P<q>.*)\.", "« {v} » n'est pas prévu ; valeurs : {q}"),
    (r"'(?P<v>.*)' is not a valid int(eger)?( range)?\.", "« {v} » n'est pas un nombre entier"),
    (r"'(?P<v>.*)' is not a valid float\.", "« {v} » n'est pas un nombre"),
    (r"(?P<v>\S+) is not in the range x<=(?P<q>\S+)\.", "{v} : {q} au plus"),
    (r"(?P<v>\S+) is not in the range x>=(?P<q>\S+)\.", "{v} : {q} au moins"),
    (
        r"(?P<v>\S+) is not in the range (?P<q>\S+)<=x<=(?P<r>\S+)\.",
        "{v} n'est pas entre {q} et {r}",
    ),
    (r"'(?P<v>.*)' is not a valid boolean.*", "« {v} » : oui ou non est attendu"),
    (r"\w+ '(?P<v>.*)' does not exist\.", "« {v} » n'existe pas"),
    (r"Option '(?P<v>.*)' does not take a value\.", "l'option {v} ne prend pas de valeur"),
    (r"Option '(?P<v>.*)' requires an argument\.", "l'option {v} attend une valeur"),
    (r"Got unexpected extra arguments?\(?s?\)? \((?P<v>.*)\)", "argument en trop : {v}"),
    (r"Missing command\.", "il manque une commande"),
)
"""What the parser says, and how it is said in French."""


class Commande(TyperCommand):
    """A command whose help is in French."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(composer("\n".join(rediger(self, ctx))) + "\n")

    def get_help_option(self, ctx: Any) -> Any:
        """Return `--help`, told in French."""
        return _en_francais(super().get_help_option(ctx))


class Groupe(TyperGroup):
    """A group of commands whose help is in French, and that says which command is near."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(composer("\n".join(rediger(self, ctx))) + "\n")

    def get_help_option(self, ctx: Any) -> Any:
        """Return `--help`, told in French."""
        return _en_francais(super().get_help_option(ctx))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command; an unknown one is told with those that are near."""
        commande = super().get_command(ctx, cmd_name)
        if commande is None and not ctx.resilient_parsing and not cmd_name.startswith("-"):
            proches = get_close_matches(cmd_name, self.commands)
            suite = f", proche de {' ou '.join(proches)}" if proches else ""
            ctx.fail(f"commande « {cmd_name} » inconnue{suite}")
        return commande


class Application(typer.Typer):
    """The command line, or a part of it, whose commands have their help in French."""

    def __init__(self, **reglages: Any) -> None:
        super().__init__(
            cls=Groupe,
            add_completion=False,
            pretty_exceptions_enable=False,
            suggest_commands=False,
            **reglages,
        )

    def command(self, name: str | None = None, **reglages: Any) -> Callable[[Any], Any]:
        """Add a command."""
        return super().command(name, cls=Commande, **reglages)


def _en_francais(option: Any) -> Any:
    if option is not None:
        option.help = CE_TEXTE
    return option


def rediger(commande: Any, ctx: Any) -> list[str]:
    """Return the lines of the help of a command."""
    parametres = commande.get_params(ctx)
    arguments = [p for p in parametres if p.param_type_name == "argument"]
    options = [p for p in parametres if p.param_type_name == "option" and not p.hidden]
    sous = getattr(commande, "commands", {})
    mots = [
        ctx.command_path,
        "[OPTIONS]",
        *map(_nommer, arguments),
        *(["COMMANDE"] if sous else []),
    ]
    lignes = [f"Usage : {' '.join(mots)}", "", *_corps(commande.help or "")]
    for titre, rangees in (
        ("Arguments", [(_nommer(p), p.help or "") for p in arguments]),
        ("Options", [(_nommer(p), _expliquer(p)) for p in options]),
        ("Commandes", [(nom, resumer(sienne.help)) for nom, sienne in sous.items()]),
    ):
        if rangees:
            lignes += ["", f"{titre} :", *(li for rangee in rangees for li in _aligner(*rangee))]
    return lignes


def resumer(aide: str | None) -> str:
    """Return the first sentence of a help."""
    return " ".join((aide or "").split("\n\n")[0].split())


def _corps(aide: str) -> Iterable[str]:
    """Paragraphs are set to the width; a command to copy, which is indented, stays on one line."""
    for rang, bloc in enumerate(aide.strip().split("\n\n")):
        if rang and not bloc.startswith("  "):
            yield ""
        joint = " ".join(bloc.split())
        yield from [f"  {joint}"] if bloc.startswith("  ") else wrap(joint, LARGEUR)


def _nommer(parametre: Any) -> str:
    """Return a parameter as it is written on the command line."""
    if parametre.param_type_name == "argument":
        nom = parametre.metavar or parametre.name.upper()
        return nom if parametre.required else f"[{nom}]"
    noms = ", ".join((*parametre.opts, *parametre.secondary_opts))
    if parametre.is_flag or parametre.count:
        return noms
    choix = getattr(parametre.type, "choices", None)
    nature = "|".join(map(_valeur, choix)) if choix else TYPES.get(parametre.type.name, "VALEUR")
    return f"{noms} {nature}"


def _valeur(choix: object) -> str:
    return str(getattr(choix, "value", choix))


def _expliquer(option: Any) -> str:
    """Return what an option is for, and what it is where nothing is said."""
    defaut = option.default
    dite = option.help or ""
    if option.required:
        return f"{dite} (exigé)"
    if defaut in (None, "", False, True) or callable(defaut) or not option.show_default:
        return dite
    return f"{dite} (à défaut : {_valeur(defaut)})"


def _aligner(nom: str, texte: str) -> Iterable[str]:
    """Set a name and its explanation in two columns; a long name has a line of its own."""
    marge = " " * (COLONNE + 2)
    lignes = wrap(texte, LARGEUR - len(marge), break_on_hyphens=False) or [""]
    if len(nom) > COLONNE - 2:
        yield f"  {nom}"
    else:
        yield f"  {nom:<{COLONNE}}{lignes.pop(0)}".rstrip()
    yield from (marge + ligne for ligne in lignes)


def usage(erreur: Any) -> str:
    """Return the French sentence for a command line that cannot be read."""
    nature = type(erreur).__name__
    message = traduire(str(getattr(erreur, "message", "")))
    parametre = getattr(erreur, "param", None)
    nom = "/".join(getattr(parametre, "opts", ()))
    if nature == "BadParameter" and not nom:
        return message
    dit = f"{nom} : {message}" if nom else message
    if nature == "NoSuchOption":
        proches = " ou ".join(sorted(erreur.possibilities or ()))
        dit = f"option « {erreur.option_name} » inconnue"
        dit += f", proche de {proches}" if proches else ""
    elif nature == "MissingParameter":
        dit = f"il manque {nom.upper() or 'un argument'}"
    return composer(f"{dit} ; voyez opposable --help, ou opposable COMMANDE --help")


def traduire(message: str) -> str:
    """Return in French what the parser says; anything else is already."""
    for motif, phrase in PHRASES:
        trouve = re.fullmatch(motif, message, re.DOTALL)
        if trouve:
            dits = {nom: valeur.replace("'", "") for nom, valeur in trouve.groupdict().items()}
            return phrase.format(**dits)
    return message
