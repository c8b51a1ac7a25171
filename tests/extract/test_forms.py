"""A change of form changes nothing that is said: other marks, blanks, line ends, and what pages add."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Record
from tests.extract.invented import broken_promises, read
from tests.extract.paragraphs import PARAGRAPHS

_few = settings(max_examples=3, deadline=None, derandomize=True)
_SENTENCE_END = re.compile(r"(?<=[a-z]{3}\.) (?=[A-Z])")


def _turned(opening: str, closing: str, single: str = "''") -> Callable[[str], str]:
    """Other marks: opening ones after a blank or at the start, closing ones elsewhere."""

    def turn(match: re.Match[str]) -> str:
        opens = match.start() == 0 or match.string[match.start() - 1] in " \n(["
        return (opening, closing)[not opens] if match[0] == '"' else single[not opens]

    return lambda text: re.sub("[\"']", turn, text)


def _replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def _followed_by(words: str) -> Callable[[str], str]:
    return lambda text: text + words


MARKS = {
    "curly marks": _turned("“", "”", "‘’"),
    "curly double marks": _turned("“", "”"),
    "curly apostrophes": _replaced("'", "’"),
    "angle marks": _turned("«", "»"),
    "low and high marks": _turned("„", "“"),
    "low and right marks": _turned("„", "”"),
    "right marks alone": _turned("”", "”"),
    "full-width marks": _turned("＂", "＂"),
    "two single marks": _turned("''", "''"),
    "two backticks and two single marks": _turned("``", "''"),
    "marks written twice": _turned('""', '""'),
}
BLANKS = {
    "no-break spaces": _replaced(" ", "\u00a0"),
    "narrow no-break spaces": _replaced(" ", "\u202f"),
    "thin spaces": _replaced(" ", "\u2009"),
    "tabs": _replaced(" ", "\t"),
    "two blanks between sentences": lambda text: _SENTENCE_END.sub("  ", text),
    "a no-break space beside a blank between sentences": lambda text: _SENTENCE_END.sub("\u00a0 ", text),
    "a zero-width space between sentences": lambda text: _SENTENCE_END.sub(" \u200b", text),
}
LINES = {
    "carriage returns before line ends": _replaced("\n", "\r\n"),
    "carriage returns for line ends": _replaced("\n", "\r"),
    "line separators": _replaced("\n", "\u2028"),
    "paragraph separators": _replaced("\n\n", "\u2029"),
    "next lines": _replaced("\n", "\u0085"),
    "one line end": _replaced("\n\n", "\n"),
    "more blank lines": _replaced("\n\n", "\n\n\n\n"),
    "lines of blanks": _replaced("\n\n", "\n \u00a0\n"),
    "blanks at the ends of lines": lambda text: text.replace("\n", "  \n") + "  ",
    "indented paragraphs": lambda text: "   " + text.replace("\n\n", "\n\n   "),
    "blank lines around": lambda text: f"\n\n{text}\n\n\n",
    "a byte-order mark": lambda text: "\ufeff" + text,
}
DASHES = {
    "long dashes": _replaced(" – ", " — "),
    "horizontal bars": _replaced(" – ", " ― "),
    "two hyphens": _replaced(" – ", " -- "),
    "no-break hyphens": lambda text: re.sub(r"(?<=\w)-(?=\w)", "‑", text),
    "an ellipsis": _replaced("...", "…"),
}
ADDED = {
    "comments": _followed_by(
        "\n\nComments\n\nangryreader1\n\nThe army said 9,999 people died in the air strike of 3 May 2017!\n\n"
        'truthteller\n\n"It was 777 dead," the mayor told me. An air strike killed 888 civilians in Mosul.\n'
    ),
    "links": _followed_by("\n\nRead more\n\nRelated stories\n\n"),
    "buttons": _followed_by("\n\nShare\n\nTweet\n\nFacebook\n\nWhatsApp\n\nEmail\n\nPrint\n"),
    "a newsletter": _followed_by(
        "\n\nSign up for the Evening Sample newsletter\n\nThank you for subscribing.\n"
    ),
    "a notice of cookies": _followed_by(
        "\n\nWe use cookies to improve your experience. By continuing to use this site you agree "
        "to our cookie policy.\n\nAccept cookies\n"
    ),
    "rights": _followed_by("\n\n© 2017 Sample Media. All rights reserved.\n"),
    "an advertisement": lambda text: text.replace("\n\n", "\n\nAdvertisement\n\n", 1),
    "a menu": lambda text: text + "\n\nHome | World | Middle East | Sport\n",
}
CHANGES = MARKS | BLANKS | LINES | DASHES | ADDED


@st.composite
def reports(draw: st.DrawFn) -> str:
    """Some paragraphs of a report in any order, enough of them to count as running text."""
    return "\n\n".join(draw(st.permutations(PARAGRAPHS))[: draw(st.integers(5, 8))])


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@_few
@given(text=reports())
def test_a_change_of_form_changes_nothing_that_is_said(change: Callable[[str], str], text: str) -> None:
    changed = read(change(text))

    assert broken_promises(changed) == []
    assert gist(changed) == gist(read(text))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_form_changes_nothing_in_the_whole_report(change: Callable[[str], str]) -> None:
    text = "\n\n".join(PARAGRAPHS)

    assert change(text) != text
    assert gist(read(change(text))) == gist(read(text))


@_few
@given(text=reports())
def test_changes_of_form_add_up_to_nothing(text: str) -> None:
    changed = text
    for name in (
        "curly marks",
        "no-break spaces",
        "long dashes",
        "carriage returns before line ends",
        "comments",
    ):
        changed = CHANGES[name](changed)

    assert gist(read(changed)) == gist(read(text))


def test_a_report_that_is_told_twice_says_nothing_twice_in_one_place() -> None:
    text = "\n\n".join(PARAGRAPHS * 2)

    assert broken_promises(read(text)) == []


def test_a_notice_of_cookies_does_not_make_an_outlet_speak_of_itself() -> None:
    """ "We use cookies" is no "we" of the article's."""
    record = read("Aid workers counted 12 dead in Raqqa. " * 2 + "\n\nWe use cookies on this site.\n")

    assert all("cookies" not in s.exact and s.kind.value != "direct" for s in record.statements)


def test_a_publisher_is_known_whatever_blanks_its_page_prints() -> None:
    text = "Source:\u00a0The Sample\u202fWorld and\u00a0agencies"

    assert read(PARAGRAPHS[1] + "\n\n" + text).article.publisher == "The Sample World"


def gist(record: Record) -> dict[str, list[object]]:
    """All that is found, with marks and blanks made uniform and places left aside."""
    events = {e.id: (e.kind.value, plain(e.exact), str(e.date), plain(e.place or "")) for e in record.events}
    claims: dict[str, object] = {
        f.id: (f.min, f.max, f.unit.value, plain(f.exact), events.get(f.about or "")) for f in record.figures
    }
    claims |= {
        r.id: (plain(r.actor or ""), r.means, plain(r.exact), events.get(r.about or ""))
        for r in record.responsibilities
    }
    return {
        "statements": sorted(
            ((
                plain(s.speaker), s.stance.value, s.kind.value, plain(s.exact), claims.get(s.claim or ""),
                events.get(s.about or ""),
            )
            for s in record.statements),
            key=repr,
        ),
        "claims": sorted(claims.values(), key=repr),
        "events": sorted(events.values(), key=repr),
    }  # fmt: skip


def plain(words: str) -> str:
    for odd, even in (
        ("[“”„«»＂]|''|``|\"\"", '"'),
        ("[‘’]", "'"),
        ("[–—―]|--", "-"),
        ("‑", "-"),
        ("…", "..."),
    ):
        words = re.sub(odd, even, words)
    words = re.sub("[\u200b\u200c\u2060\u00ad\ufeff]", "", words).replace("''", '"')
    return " ".join(words.split())
