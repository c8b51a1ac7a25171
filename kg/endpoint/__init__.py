"""SPARQL servers: which addresses are allowed, who asks, how long one waits, and asking by SPARQLWrapper."""

from kg.endpoint.address import Address, address_by_parts, address_of, kind_of, origin_of
from kg.endpoint.answer import Answer
from kg.endpoint.asking import ServerLimits, ask
from kg.endpoint.credentials import Login, login_for
from kg.endpoint.deadline import within
from kg.endpoint.probing import find_address
from kg.endpoint.servers import KINDS, Auth, Kind, kind_named

__all__ = [
    "KINDS", "Address", "Answer", "Auth", "Kind", "Login", "ServerLimits", "address_by_parts", "address_of",
    "ask", "find_address", "kind_named", "kind_of", "login_for", "origin_of", "within",
]  # fmt: skip
