"""The rules as their writers see them: whether each row holds, what is read from an article, and why."""

from kg.rulebook.explaining import Account, explain_article
from kg.rulebook.telling import to_json, to_lines
from kg.rulebook.testing import Verdict, check_rules, rule_files

__all__ = ["Account", "Verdict", "check_rules", "explain_article", "rule_files", "to_json", "to_lines"]
