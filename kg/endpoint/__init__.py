"""SPARQL servers: which addresses are allowed, how long one waits, and asking them through SPARQLWrapper."""

from kg.endpoint.address import Address, address_of
from kg.endpoint.asking import Answer, ask
from kg.endpoint.deadline import within

__all__ = ["Address", "Answer", "address_of", "ask", "within"]
