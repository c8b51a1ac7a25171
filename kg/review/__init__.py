"""Shows a person what waits for a decision, with the evidence of both sides, and writes what is decided."""

from kg.review.questions import Question, about_identities, about_statements, statements_in
from kg.review.session import Session

__all__ = ["Question", "Session", "about_identities", "about_statements", "statements_in"]
