"""The command line: ``wetnet …``, one file per command."""

from wetnet.cli.app import main

__all__ = ["main"]
