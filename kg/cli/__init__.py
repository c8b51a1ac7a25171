"""The command line: ``kg COMMAND``; data on stdout, talk on stderr, exit codes 0 to 3, and 130."""

from kg.cli.app import main

__all__ = ["main"]
