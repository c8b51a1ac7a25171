"""Where the files that ship with the program lie: in the checkout, or inside the wheel."""

import os
from pathlib import Path
from typing import Final

from kg.errors import OntologyError, RulesError

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_shipped"
OWN_RULES: Final = "KG_RULES"
"""The environment variable with the folder of rules that stands in for the shipped one."""


def root() -> Path:
    """The folder that holds ``ontology``, ``shapes``, ``queries``, ``data`` and ``docs``.

    Raises:
        OntologyError: the installation is damaged: the folders are missing.
    """
    for folder in (_SHIPPED, _PACKAGE.parent):
        if (folder / "ontology" / "civharm.ttl").is_file():
            return folder
    raise OntologyError(f"{_SHIPPED}: the shipped files are missing; install civharm-kg again")


def ontology() -> Path:
    """The ontology file."""
    return root() / "ontology" / "civharm.ttl"


def shapes() -> Path:
    """The folder of SHACL shapes, one class a file."""
    return root() / "shapes"


def queries() -> Path:
    """The folder of saved queries."""
    return root() / "queries"


def rules(language: str = "en") -> Path:
    """The folder of extraction rules of one language: the shipped one, or that of one's own in ``KG_RULES``.

    Raises:
        RulesError: what ``KG_RULES`` names is no folder.
    """
    own = os.environ.get(OWN_RULES)
    if own and not Path(own).is_dir():
        raise RulesError(
            f"{own}: {OWN_RULES} names it and it is no folder; unset {OWN_RULES}, or copy "
            f"{shipped_rules(language)} there and change the copy"
        )
    return Path(own) if own else shipped_rules(language)


def shipped_rules(language: str = "en") -> Path:
    """The folder of extraction rules that ships with the program."""
    return root() / "data" / "rules" / language


def registry() -> Path:
    """The folder of curated names: bodies, people, places, campaigns."""
    return root() / "data" / "registry"


def agents() -> Path:
    """Words by which people and bodies of several articles are told apart."""
    return root() / "data" / "agents.toml"


def linking() -> Path:
    """The weights by which accounts of several articles are compared."""
    return root() / "data" / "linking.toml"


def errors() -> Path:
    """The page that explains every error."""
    return root() / "docs" / "errors.md"


def sample_articles() -> Path:
    """The sample reports written for this project."""
    return root() / "data" / "articles"
