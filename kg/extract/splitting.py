"""Words that hold two stances, cut into runs of one stance each: "it had hit a depot and was checking"."""

import re
from dataclasses import replace

from kg.extract.events.reading import LineReading
from kg.extract.speech.stances import Standing, load_stance_rules, stance_of
from kg.extract.speech.utterance import Utterance
from kg.model import Figure, Responsibility, Span
from kg.text import trim
from kg.vocab import Stance

_LEFT_OPEN = frozenset([Stance.INVESTIGATES, Stance.DOES_NOT_CONFIRM, Stance.DECLINES_TO_COMMENT])
_THAT_LINK = re.compile(
    r"(?:,|(?<!\s))\s+(?:and|but)\s+"
    r"(?=that\s|(?:did|had|has|have|was|were|does|do|could|would)(?: not|n't)\b|cannot\b)"
)
_LINK = re.compile(r"(?:,|(?<!\s))\s+(?:and|but)\s+")


def split(line: LineReading, utterance: Utterance, folded: str) -> list[Utterance]:
    """Words that support one cause and oppose another are two runs: a statement has one stance."""
    causes = [r for r in line.responsibilities if is_inside(r, utterance.span)]
    against = [r for r in causes if r.id in line.opposed]
    plain = [r for r in causes if r.id not in line.opposed and ".cause." in r.rule]
    if against and plain and plain[0].start < against[0].start:
        link = next(_LINK.finditer(folded, plain[0].end, against[0].start), None)
    else:
        link = _own_act_ends(utterance, folded)
    if link is None:
        return [utterance]
    first, second = Span(utterance.span.start, link.start()), Span(link.end(), utterance.span.end)
    if folded.startswith("that ", second.start):
        second = Span(second.start + 5, second.end)
    return [
        replace(utterance, span=first),
        replace(utterance, span=Span(*trim(folded, *second, blanks=" \n,."))),
    ]


def _own_act_ends(utterance: Utterance, text: str) -> re.Match[str] | None:
    """ "it had hit a depot and was checking reports of deaths": two stances, told in one breath."""
    span = utterance.span
    if utterance.stance != Stance.ASSERTS:
        return None
    for link in _THAT_LINK.finditer(text, span.start, span.end):
        first, second = _judged(text[span.start : link.start()]), _judged(text[link.end() : span.end])
        if first != second:
            return link
    own_act = load_stance_rules().words.own_act.search(text[span.start : span.end])
    if own_act is None:
        return None
    for link in _LINK.finditer(text, span.start, span.end):
        before, after = text[span.start : link.start()], text[link.end() : span.end]
        if _judged(before) == Stance.ASSERTS and _judged(after) in _LEFT_OPEN:
            return link
    return None


def _judged(words: str) -> Stance:
    return stance_of(Stance.ASSERTS, words.removeprefix("that "), Standing())


def is_inside(claim: Figure | Responsibility, span: Span) -> bool:
    """Whether a claim lies in a run of words; the stop behind it may be one character outside."""
    return span.start <= claim.start and claim.end <= span.end + 1
