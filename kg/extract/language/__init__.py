"""Sentences, words and quotations of a text, and the rules for all of English that the rest reads by."""
