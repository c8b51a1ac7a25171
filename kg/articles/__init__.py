"""Articles read from files as they come: text unchanged and hashed, parts typed, credits and date read."""

from kg.articles.files import find_files, read_articles, read_file

__all__ = ["find_files", "read_articles", "read_file"]
