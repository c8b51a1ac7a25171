"""When something was said, from the dates in its attribution or right before it."""

from kg.extract.dates import DateMention
from kg.extract.document import Line
from kg.extract.speech.attribution import Attribution
from kg.model import Span


def said_on(line: Line, attribution: Attribution, content: Span) -> DateMention | None:
    """The date in the attribution or before it ("Last month, the army admitted ..."), if there is one."""
    head, aside = attribution.head, attribution.source.insertion
    tokens, relatives = line.speech.tokens, line.speech.rules.grammar.relatives
    told = aside is not None and tokens.low(tokens.at(aside.start)) in relatives
    for date in line.speech.dates:
        if told and aside is not None and aside.start <= date.start < aside.end:
            continue  # "The coalition, which intervened in 2015, said", not "released on Friday"
        if head.start <= date.start < head.end:
            return date
    before = () if attribution.rule == "attribution.according-to" else line.speech.dates
    for date in before:  # but "On Monday, according to relatives, a bomb fell"
        if date.precision in ("period", "open"):
            continue  # "From 2014 to 2019 the coalition counts ...": the period of what is counted
        before_all = date.end <= min(head.start, content.start)
        between = line.speech.folded[date.end : head.start] if before_all else ";"
        if between.strip(" ,") == "" and len(between) < 4:
            return date
    return None
