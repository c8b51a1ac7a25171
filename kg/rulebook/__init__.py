"""The rules as their writers see them: whether each row holds, what is read from an article, and why."""

from kg.rulebook.testing import Verdict, check_rules, rule_files

__all__ = ["Verdict", "check_rules", "rule_files"]
