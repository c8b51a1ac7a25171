"""Writes a store, an incident or an article for others: files, packages, what a profile leaves of them."""

from kg.export.chosen import Chosen, choose
from kg.export.files import export, export_chosen, write
from kg.export.forms import Form, form_of
from kg.export.opened import graph_file
from kg.export.package import export_package, export_with_manifest
from kg.export.selection import select
from kg.export.verification import Verified, verify_package
from kg.export.withholding import Level, Profile, read_people

__all__ = [
    "Chosen",
    "Form",
    "Level",
    "Profile",
    "Verified",
    "choose",
    "export",
    "export_chosen",
    "export_package",
    "export_with_manifest",
    "form_of",
    "graph_file",
    "read_people",
    "select",
    "verify_package",
    "write",
]
