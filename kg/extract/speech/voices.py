"""Who speaks in each line of an article: resolved sources, carried quotations, turns, the issuer."""

import re
from dataclasses import replace

from kg.extract.dates import DateMention
from kg.extract.document import Document, Line
from kg.extract.language.rules import load_rules
from kg.extract.names import Name
from kg.extract.speech.antecedents import opens_with_stranger, person_first
from kg.extract.speech.contents import Content
from kg.extract.speech.memory import Memory, Speaker, words_of
from kg.extract.speech.noun_phrases import Phrase
from kg.extract.speech.publishers import issuer_of, outlet_of
from kg.extract.speech.said import said_on
from kg.extract.speech.speakers import bodies_by_noun, resolve, subject_of
from kg.extract.speech.stances import Standing, stance_of
from kg.extract.speech.turns import (
    SHORTEST,
    is_bare_reply,
    is_only_quoted,
    is_open,
    is_transcript,
    is_turn,
    only_asks,
    opens_question,
)
from kg.extract.speech.utterance import Utterance, confidence_of, plain_utterance
from kg.extract.speech.voice_words import load_voice_words
from kg.model import BlockKind, Span
from kg.registry import Organisation, Place, Registry
from kg.text import trim
from kg.vocab import Quotation, Resolution, Stance

_RETOLD = ("attribution.retold", "attribution.own-claim")  # what a release says of words of others
_THIRD_PERSON = ("ngo", "monitor")  # kinds of bodies whose reports name them as one source among others
_LOW_WORD = re.compile(r"[a-z]+")


class Voices:
    """Walks the lines in order and remembers who has spoken."""

    def __init__(self, document: Document, registry: Registry) -> None:
        self._document = document
        self._registry = registry
        self._rules = load_voice_words()
        self._memory = Memory(mentioned=bodies_by_noun(document.names, document.article.text))
        self._open: Speaker | None = None
        self._stranger: Speaker | None = None
        self._issued: DateMention | None = None
        self._turn: tuple[Speaker, int] | None = None
        self._last_paragraph = -9
        self._asked = -1
        self._transcript = is_transcript(document.lines)
        self.issuer = issuer_of(document, registry)
        self.outlet = outlet_of(document, registry)
        row = registry.row(self.issuer.id) if self.issuer is not None else None
        self._tells_of_itself = isinstance(row, Organisation) and row.kind in _THIRD_PERSON
        if self.issuer is not None:
            self._memory.bodies.append(self.issuer)

    def read(self, line: Line) -> list[Utterance]:
        """The attributed words of one line; what nobody says is left to the narration."""
        body = line.sentence.block == BlockKind.BODY
        if body and opens_question(line):
            self._turn, self._asked = None, line.sentence.paragraph
            return []
        if only_asks(line):
            return []
        said = [
            self._utterance(line, content, note=body)
            for content in line.contents
            if not (line.sentence.turn and is_bare_reply(line, content.span))
        ]
        if body:
            self._note_subject(line, spoken=bool(line.attributions))
        if said:
            self._last_paragraph = line.sentence.paragraph
            self._open = None
            if is_turn(line):
                self._turn = (said[0].speaker, line.sentence.paragraph)
            elif self._turn is not None and self._turn[1] == line.sentence.paragraph:
                said = [self._in_turn(u, self._turn[0]) for u in said]
            else:
                self._turn = None
            self._stranger = said[-1].speaker if self._is_unresolved(said[-1].speaker) else None
            return [self._verbatim(line, u) for u in said if not self._asks(line, u)]
        if body and is_turn(line):
            self._turn = (
                self._resolve(line, line.attributions[0].source, note=True),
                line.sentence.paragraph,
            )
            return []
        if body and self._turn is not None and self._turn[1] == line.sentence.paragraph:
            span = Span(*trim(line.speech.folded, line.sentence.start, line.sentence.end, blanks=" \n."))
            if is_bare_reply(line, span):
                return []
            speaker = replace(self._turn[0], resolved=Resolution.ANAPHOR, rule="turn")
            return [plain_utterance(span, Quotation.DIRECT, speaker, "attribution.turn", 0.8)]
        if line.attributions and is_open(line):
            self._open = self._resolve(line, line.attributions[-1].source, note=True)
            self._last_paragraph = line.sentence.paragraph
            return []
        carried = self._carried(line) if body else []
        if carried:
            self._last_paragraph = line.sentence.paragraph
        return carried

    def inner(self, line: Line, said: list[Utterance]) -> list[Utterance]:
        """What the quoted words tell that others said: handed on by whoever is quoted."""
        told: list[Utterance] = []
        for item in line.inner:
            at = item.content.span.start
            outer = next((u for u in said if u.span.start <= at < u.span.end), None)
            if outer is None:
                continue
            own = self._utterance(replace(line, speech=item.scene), item.content, note=False)
            if own.speaker.id != outer.speaker.id:
                told.append(replace(own, via=(*own.via, outer.speaker, *outer.via)))
        return told

    def _in_turn(self, utterance: Utterance, speaker: Speaker) -> Utterance:
        """ "My neighbour says it was a mine": told by whose turn it is."""
        if utterance.speaker.id == speaker.id:
            return utterance
        return replace(utterance, via=(*utterance.via, speaker))

    def _verbatim(self, line: Line, utterance: Utterance) -> Utterance:
        """The words of a turn in a transcript are the speaker's own."""
        own = self._transcript and is_turn(line) and utterance.rule.startswith("attribution.colon")
        return replace(utterance, kind=Quotation.DIRECT) if own else utterance

    def is_asked(self, line: Line) -> bool:
        """Whether a line belongs to a question: nobody claims what it takes for granted."""
        asks = is_turn(line) and line.speech.folded[: line.sentence.end].endswith("?")
        return line.sentence.paragraph == self._asked or only_asks(line) or asks

    def _note_subject(self, line: Line, *, spoken: bool) -> None:
        """What "it" means in the next sentence, where nobody speaks in this one."""
        scene, self._memory.subject = line.speech, None
        self._memory.stranger = not spoken and opens_with_stranger(scene)
        if not spoken:
            text = self._document.article.text
            found = subject_of(scene, scene.sentence.end, self._memory, text, self._registry)
            self._memory.subject = found
            person = person_first(scene)
            if person is not None:
                self._memory.mention(self._resolve(line, _phrase(person), note=False))

    def others(self, line: Line, said: list[Utterance]) -> list[Utterance]:
        """In the running text of a release, what the issuer says of itself is one sentence of the release."""
        if self.issuer is None or line.sentence.block != BlockKind.BODY:
            return said
        if self._tells_of_itself and said and all(u.cue is not None for u in said):
            return said  # "Human Rights Watch said": a report in the third person
        apart = [u for u in said if u.rule in _RETOLD or not self._is_issuer(u.speaker)]
        if any(u.rule not in _RETOLD for u in apart) or not said:
            return apart
        stance = next((u.stance for u in said if u.stance != Stance.ASSERTS), Stance.ASSERTS)
        folded = self._document.folded
        span = Span(*trim(folded, line.sentence.start, line.sentence.end, blanks=" \n."))
        judged = stance_of(stance, folded[span.start : span.end], Standing(accused=True, issuer=True))
        retold = self._rules.retold.search(folded, span.start, span.end) is not None
        own = plain_utterance(span, Quotation.DIRECT, self.issuer, "attribution.release", 0.8)
        return [*apart, replace(own, stance=stance, plain=retold and judged == Stance.ASSERTS)]

    def _is_issuer(self, speaker: Speaker) -> bool:
        if self.issuer is None or speaker.is_person:
            return False
        if speaker.words.lower() in self._rules.self_pronouns:
            return True
        if speaker.id == self.issuer.id or (not speaker.is_body and self._is_own(speaker)):
            return True
        both = "/" in speaker.id and "/" in self.issuer.id
        return both and self._registry.related(speaker.id, self.issuer.id)

    def _is_own(self, speaker: Speaker) -> bool:
        """ "the preliminary investigations", "we", "the coalition": the issuer under another word."""
        words = set(_LOW_WORD.findall(speaker.words.lower()))
        sources = load_rules().sources
        papers = words & sources.documents if sources.people.isdisjoint(words) else frozenset()
        return bool(words & self._rules.own_words or papers)

    def _asks(self, line: Line, utterance: Utterance) -> bool:
        """A question of the interviewer is no statement."""
        return (
            is_turn(line)
            and line.speech.folded[: line.sentence.end].endswith("?")
            and utterance.kind != Quotation.DIRECT
        )

    def speaker_of(self, line: Line, phrase: Phrase) -> Speaker | None:
        """The body behind a document phrase, for exclusions."""
        return self._resolve(line, phrase, note=False)

    def _resolve(self, line: Line, phrase: Phrase, *, note: bool) -> Speaker:
        speaker = resolve(line.speech, phrase, self._memory, self._document.article.text, self._registry)
        body = self._registry.governments.get(speaker.id) or self._registry.seats.get(speaker.id)
        if body is not None:
            speaker = replace(speaker, id=body.id, is_body=True)
        elif isinstance(self._registry.row(speaker.id), Place):  # "Moscow said": who, is not said
            at = speaker.at or phrase.base
            speaker = replace(speaker, id=f"source-{at.start}", is_body=False)
        if speaker.words.lower() in ("we", "i") and (not speaker.rule or speaker.words == "I"):
            own = self._turn[0] if self._turn is not None else self.issuer or self.outlet
            speaker = replace(own, at=speaker.at, words=speaker.words, rule="own-text")
        speaker = self._as_publisher(speaker)
        if note and not self._is_unresolved(speaker):
            self._memory.note(speaker)
        return speaker

    def _is_unresolved(self, speaker: Speaker) -> bool:
        """ "she" of whom nobody knows who she is."""
        return not speaker.rule and speaker.words.lower() in load_rules().sources.pronouns

    def _as_publisher(self, speaker: Speaker) -> Speaker:
        """The publisher named in its own text is one speaker, whether it has a registry row or not."""
        own = self.issuer or (self.outlet if self._document.article.publisher else None)
        if own is None or speaker.is_person or speaker.org_id is not None:
            return speaker
        words, names = words_of(speaker.name), words_of(own.name)
        same = words == names or (
            self.issuer is not None and words < names and bool(words & self._rules.body_nouns)
        )
        if not same or speaker.id == own.id:
            return speaker
        return replace(speaker, id=own.id, name=own.name, is_body=True)

    def _utterance(self, line: Line, content: Content, *, note: bool) -> Utterance:
        attribution = content.attribution
        speaker = self._resolve(line, attribution.source, note=note)
        head = line.speech.words(attribution.head)
        said = said_on(line, attribution, content.span)
        if said is None and speaker.rule == "document":
            said = self._issued
        issues = self._rules.issues.search(head)
        if note and issues and speaker.is_body:
            self._memory.issuer = speaker
            self._issued = said or self._issued
        via = (self._resolve(line, phrase, note=False) for phrase in content.via)
        confidence = confidence_of(attribution.rule) - (0.1 if speaker.rule else 0.0)
        return Utterance(
            content.span,
            content.kind,
            speaker,
            attribution.stance,
            attribution.rule + (f"-by-{speaker.rule}" if speaker.rule else ""),
            round(confidence, 2),
            attribution.topic,
            attribution.keep,
            attribution.cue,
            attribution.head,
            tuple(link for link in via if link.id != speaker.id),
            tuple(self._resolve(line, phrase, note=False) for phrase in content.relies_on),
            said,
            attribution.verb,
            attribution.source.whole,
            plain=attribution.stance == Stance.ASKS,
        )

    def _carried(self, line: Line) -> list[Utterance]:
        """A quotation that stands alone goes on with the speaker before; so do words in the first person."""
        scene = line.speech
        sentence = scene.sentence
        near = sentence.paragraph - self._last_paragraph <= 1
        last = self._open or self._stranger or self._memory.last
        if last is None or not near:
            return []
        speaker = replace(last, resolved=Resolution.ANAPHOR, words=last.words, rule="carried-quotation")
        if scene.quotes and is_only_quoted(scene):
            shortest = 2 if sentence.paragraph == self._last_paragraph else SHORTEST
            spans = [
                q.said
                for q in scene.quotes
                if len(scene.folded[q.inner.start : q.inner.end].split()) >= shortest
            ]
            return [
                plain_utterance(span, Quotation.DIRECT, speaker, "attribution.carried-quotation", 0.7)
                for span in spans
            ]
        if self._open is not None and self._rules.first_person.search(
            scene.masked, sentence.start, sentence.end
        ):
            span = Span(*trim(scene.folded, sentence.start, sentence.end, blanks=" \n."))
            speaker = replace(speaker, rule="open-quotation")
            return [plain_utterance(span, Quotation.DIRECT, speaker, "attribution.lost-marks", 0.6)]
        self._open = None
        return []


def _phrase(name: Name) -> Phrase:
    span = Span(name.start, name.end)
    return Phrase(span, span)
