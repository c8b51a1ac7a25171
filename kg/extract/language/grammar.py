"""The closed word lists by which noun phrases, clauses and the words around a cue are told apart."""

from kg.extract.language.patterns import Pattern
from kg.extract.values import frozen


@frozen
class Grammar:
    """Function words: the lists of grammar.toml, where each is explained."""

    prepositions: frozenset[str]
    determiners: frozenset[str]
    articles: frozenset[str]
    conjunctions: frozenset[str]
    relatives: frozenset[str]
    finite: frozenset[str]
    participles: frozenset[str]
    not_names: frozenset[str]
    asides: frozenset[str]
    venue_openers: frozenset[str]
    venue_nouns: frozenset[str]
    apposition_openers: frozenset[str]
    negations: frozenset[str]
    be: frozenset[str]
    modals: frozenset[str]
    not_adverbs: frozenset[str]
    plural_pronouns: frozenset[str]
    singular_subjects: frozenset[str]
    clause_verbs: frozenset[str]
    clause_subjects: frozenset[str]
    clause_links: frozenset[str]
    reasons: frozenset[str]
    possessive_openers: frozenset[str]
    accusing: frozenset[str]
    reflexives: frozenset[str]
    never_within: frozenset[str]
    was: frozenset[str]
    present: frozenset[str]
    owned_within: frozenset[str]
    past: frozenset[str]
    have: frozenset[str]


@frozen
class SpeechWords:
    """What stands around a cue: the lists and patterns of speech.toml, where each is explained."""

    recipients: frozenset[str]
    venues: frozenset[str]
    venue_prepositions: frozenset[str]
    issued: frozenset[str]
    issued_prepositions: frozenset[str]
    adjunct_stops: frozenset[str]
    adjunct_leads: frozenset[str]
    adjunct_phrases: frozenset[str]
    date_leads: frozenset[str]
    afterwards: frozenset[str]
    place_prepositions: frozenset[str]
    linkers: frozenset[str]
    worth: frozenset[str]
    hypothetical: frozenset[str]
    nobody: frozenset[str]
    questions: frozenset[str]
    asked: frozenset[str]
    turning: frozenset[str]
    falsely: frozenset[str]
    afterthoughts: frozenset[str]
    participles_after: frozenset[str]
    quoting: frozenset[str]
    not_named: frozenset[str]
    issuing: frozenset[str]
    before_issuing: frozenset[str]
    behind_agents: frozenset[str]
    ends_told: frozenset[str]
    before_cited: frozenset[str]
    parts: frozenset[str]
    inserted: frozenset[str]
    beliefs: frozenset[str]
    findings: frozenset[str]
    colon: Pattern
    first_person: Pattern
    turns_back: Pattern
    go_on: Pattern
    aside: Pattern
    shows: Pattern
    lead: Pattern
    rejoins: Pattern
    rejoined: Pattern
    rejoinder: Pattern
