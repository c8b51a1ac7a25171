"""The command line: ``kg COMMAND``; data on stdout, talk on stderr, exit codes 0 to 3."""

from kg.cli.app import main

__all__ = ["main"]
