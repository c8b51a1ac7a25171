"""Civilian-harm reporting as a knowledge graph of who says what, in which words, at which characters."""

__version__ = "0.1.0"
