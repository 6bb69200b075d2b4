"""The command line: parse, call, print. One module per command."""

from opposable.cli.application import main

__all__ = ["main"]
