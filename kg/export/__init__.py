"""Writes a store, an incident or an article for others: files of RDF, packages, and what a profile leaves of them."""

from kg.export.files import export, write
from kg.export.forms import Form, form_of
from kg.export.package import Chosen, export_package, export_with_manifest
from kg.export.selection import select
from kg.export.verification import Verified, verify_package

__all__ = [
    "Chosen",
    "Form",
    "Verified",
    "export",
    "export_package",
    "export_with_manifest",
    "form_of",
    "select",
    "verify_package",
    "write",
]
