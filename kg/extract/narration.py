"""What nobody is named for: the running text of a release, and the claims of an outlet itself."""

import re
from collections.abc import Iterator, Sequence

from kg.extract.events.reading import LineReading
from kg.extract.events.rules import load_event_rules
from kg.extract.speech.clauses import has_verb
from kg.extract.speech.memory import Speaker
from kg.extract.speech.stances import Standing, stance_of
from kg.extract.speech.utterance import Utterance
from kg.extract.speech.voice_words import load_voice_words
from kg.model import BlockKind, Span
from kg.text import trim
from kg.vocab import Quotation, Stance, Topic

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SHORTEST = 5  # words of a sentence that a release can say
_TIER = {BlockKind.BODY: 0.7, BlockKind.HEADLINE: 0.5, BlockKind.CAPTION: 0.5, BlockKind.RELATED_LINK: 0.4}


def unattributed(
    line: LineReading,
    utterances: Sequence[Utterance],
    *,
    issuer: Speaker | None,
    outlet: Speaker,
    folded: str,
) -> list[Utterance]:
    """Utterances for the words of a line that no attribution holds and that claim something about harm."""
    sentence = line.line.sentence
    if issuer is not None and sentence.block == BlockKind.BODY:
        return _released(line, utterances, issuer, folded)
    found: list[Utterance] = []
    for gap in _at_open_words(_gaps(line, utterances, folded), folded):
        if not _claims(line, gap, folded, partly=bool(utterances)):
            continue
        plain = load_voice_words().unasserted.search(folded, gap.start, gap.end) is not None
        if plain and utterances:
            continue  # "Asked whether the army had struck, the general said no."
        found.append(
            Utterance(
                gap,
                Quotation.NARRATED,
                outlet,
                Stance.ASSERTS,
                "attribution.narrated",
                _TIER[sentence.block],
                _topic(gap, folded),
                plain=plain,
            )
        )
    return found


def _released(
    line: LineReading, utterances: Sequence[Utterance], issuer: Speaker, folded: str
) -> list[Utterance]:
    """The sentence of a release, said by its issuer; other speakers in it keep their words."""
    sentence = line.line.sentence
    if utterances:
        return []
    span = Span(*trim(folded, sentence.start, sentence.end, blanks=" \n."))
    words = folded[span.start : span.end].split()
    if load_voice_words().contact.search(folded, span.start, span.end) or folded[span.end - 1] == "?":
        return []
    verbless = not has_verb(line.line.told, 0) and not line.placed
    judged = stance_of(Stance.ASSERTS, folded[span.start : span.end], Standing(accused=True, issuer=True))
    shortest = 3 if line.placed or judged != Stance.ASSERTS else _SHORTEST
    if len(words) < shortest or verbless or (words[0].islower() and not line.placed):
        return []
    plain = load_voice_words().retold.search(folded, span.start, span.end) is not None
    return [
        Utterance(
            span,
            Quotation.DIRECT,
            issuer,
            Stance.ASSERTS,
            "attribution.release",
            0.7,
            plain=plain and judged == Stance.ASSERTS,
        )
    ]


def _gaps(line: LineReading, utterances: Sequence[Utterance], folded: str) -> list[Span]:
    sentence = line.line.sentence
    taken = sorted(
        [u.span for u in utterances if u.rule != "attribution.rejoinder"]
        + [u.head for u in utterances if u.head is not None]
        + ([a.head for a in line.line.attributions] if utterances else [])
    )
    gaps: list[Span] = []
    at = sentence.start
    for span in [*taken, Span(sentence.end, sentence.end)]:
        start, end = trim(folded, at, max(at, span.start), blanks=' \n,.;:–"')
        if end - start > 12:
            gaps.append(Span(start, end))
        at = max(at, span.end)
    return gaps


def _at_open_words(gaps: Sequence[Span], folded: str) -> Iterator[Span]:
    """ "The team, which found 26 bodies, does not say who killed them": what stands before is asserted."""
    for gap in gaps:
        match = load_voice_words().left_open.search(folded, gap.start, gap.end)
        cut = folded.rfind(",", gap.start, match.start()) if match is not None else -1
        if cut < 0:
            yield gap
            continue
        yield Span(gap.start, cut)
        start, end = trim(folded, cut, gap.end, blanks=" \n,;:")
        yield Span(start, end)


def _claims(line: LineReading, gap: Span, folded: str, *, partly: bool) -> bool:
    """Whether the words claim something: a figure, a cause, or, in a whole sentence, harm or a told event."""
    if any(gap.start <= placed.count.start < gap.end for placed in line.placed):
        return True
    if any(gap.start <= r.start and r.end <= gap.end for r in line.responsibilities):
        return True
    if partly:
        return False
    told = any(
        h is not None and not h.campaign for t, h in line.tellings if gap.start <= t.head.start < gap.end
    )
    return told or bool(load_voice_words().harm.search(folded, gap.start, gap.end))


def _topic(gap: Span, folded: str) -> Topic | None:
    words = set(_WORD.findall(folded[gap.start : gap.end].lower()))
    if load_voice_words().leaves_out.search(folded, gap.start, gap.end):
        return Topic.METHODOLOGY
    return next((topic for topic, nouns in load_event_rules().topics if nouns & words), None)
