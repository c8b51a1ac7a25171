"""Articles that nobody should have to read: each row makes one and says what has to come of it."""

import gzip
import json
import os
import socket
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.making import bomb, raw, text

SAID = "The army said ten people died in Homs on 3 May 2016."
PARAGRAPH = f"{SAID} The governor denied that the town had been shelled, and a doctor counted twelve dead. "
EXACT = ""
"""Comes out as it went in, to the character."""
PASSED = "-"
"""Nothing is told and nothing stored: an empty folder, or one that was walked already."""


@dataclass(frozen=True)
class Row:
    """``told``: words of the error that names the file, or EXACT; ``holds``/``lacks``: in what is stored."""

    name: str
    make: Callable[[Path], object]
    told: str = EXACT
    holds: str = ""
    lacks: str = ""
    heavy: bool = False
    suffix: str = ".txt"

    @property
    def file(self) -> str:
        return self.name.replace(" ", "-") + self.suffix


def page(body: str | Callable[[], str], head: str = "") -> Callable[[Path], object]:
    def make(path: Path) -> None:
        words = body() if callable(body) else body
        path.write_text(f"<html><head>{head}</head><body><article>{words}</article></body></html>", "utf-8")

    return make


def line(**values: object) -> bytes:
    return json.dumps({"id": "a", **values}).encode()


def packed(*members: bytes, cut: int | None = None) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(b"".join(map(gzip.compress, members))[:cut])


def beside(words: str) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        path.write_text(SAID, encoding="utf-8")
        path.with_suffix(".toml").write_bytes(words.encode("utf-8", "surrogatepass"))

    return make


def wrong_sum(path: Path) -> None:
    data = bytearray(gzip.compress(line(text=SAID)))
    data[-8:-4] = struct.pack("<I", zlib.crc32(b"other"))
    path.write_bytes(data)


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket has 108 bytes at most
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def unreadable(path: Path) -> None:
    path.write_text(SAID, encoding="utf-8")
    path.chmod(0)


TEXTS = [
    Row("nothing", text(""), "is empty"),
    Row("blanks", text(" \n\t\r\n\u00a0\u200b"), "is empty"),
    Row("byte order mark alone", text("\ufeff"), "is empty"),
    Row("byte order mark", text(f"\ufeff{SAID}")),
    Row("utf-16", raw(SAID.encode("utf-16")), "looks like UTF-16"),
    Row("utf-16 unmarked", raw(SAID.encode("utf-16-be")), "looks like UTF-16"),
    Row("utf-32", raw(SAID.encode("utf-32")), "looks like UTF-32"),
    Row("latin-1", raw("Le général a nié.".encode("latin-1")), "not UTF-8 at byte 4"),
    Row("cut letter", raw(SAID.encode() + b"\xe2\x80"), "not UTF-8 at byte 52"),
    Row("overlong", raw(b"The army\xc0\xaf said ten died."), "not UTF-8 at byte 8"),
    Row("surrogate bytes", raw(b"The army \xed\xa0\x80 said so."), "not UTF-8 at byte 9"),
    Row("nul", raw(b"The army said\x00 ten died."), "holds a NUL character at 13"),
    Row("steering characters", text(f"\x1b[2J\x1b]0;x\x07{SAID}\x08\x7f\x9b31m")),
    Row("turned around", text(f"\u202e{SAID}\u202c\u2066{PARAGRAPH}\u2069")),
    Row("line ends of all kinds", text(f"{SAID}\r{SAID}\r\n{SAID}\x0b{SAID}\x0c{SAID}\u2028{SAID}\x85{SAID}")),
    Row("beyond unicode planes", text(f"{SAID} \U0010ffff\U000e0001\U0001f4a5 {SAID}")),
    Row("combining marks", text(lambda: f"{SAID} Z{chr(0x301) * 100_000} {SAID}")),
    Row("fifty megabytes in one line", raw(lambda: b"The army said ten died. " * 2_100_000), "longer than 20,000,000"),
    Row("ten megabytes of quotes", raw(lambda: b'"' * 10_000_000), "10,000,000 characters are no single article"),
    Row("quotes", text(lambda: '"\u201c\u201d' * 100_000), heavy=True),
    Row("nested quotes", text(lambda: f"{'“' * 50_000}{SAID}{'”' * 50_000}"), heavy=True),
    Row("brackets", text(lambda: "(" * 390_000), heavy=True),
    Row("square brackets", text(lambda: f"{'[' * 100_000}{SAID}{']' * 100_000}"), heavy=True),
    Row("one letter and a blank", text(lambda: "a " * 190_000), heavy=True),
    Row("said said said", text(lambda: "said " * 79_000), heavy=True),
    Row("one word", text(lambda: "a" * 390_000), heavy=True),
    Row("capitals", text(lambda: "Army Said Ten " * 28_000), "is more than one article", heavy=True),
    Row("digits", text(lambda: f"The army said {'9' * 390_000} people died."), heavy=True),
    Row("digits and commas", text(lambda: f"The army said {'1,000,' * 60_000}000 people died."), heavy=True),
    Row("commas", text(lambda: f"The army,{' ,' * 190_000} said ten died."), heavy=True),
    Row("blanks in a sentence", text(lambda: f"The army said{' ' * 390_000}ten people died."), heavy=True),
    Row("line feeds", text(lambda: f"{SAID}{chr(10) * 390_000}{SAID}"), heavy=True),
    Row("and and and", text(lambda: f"The army {'and the army ' * 29_000}said ten died."), heavy=True),
    Row("number words", text(lambda: f"The army said {'twenty-one hundred ' * 20_000}people died."), heavy=True),
    Row("dates", text(lambda: "3 May 2016, 05/06/2016, " * 16_000), heavy=True),
    Row("links of markdown", text(lambda: "[a](" * 90_000), heavy=True),
    Row("names", text(lambda: "Homs, Hama, Aleppo, Raqqa, " * 14_000), "is more than one article", heavy=True),
    Row("the same sentence", text(lambda: f"{SAID}\n" * 7_000), "is more than one article", heavy=True),
    Row("a pdf", raw(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), "looks like a PDF file"),
    Row("a picture", raw(b"\x89PNG\r\n\x1a\n\x00\x00"), "looks like a picture"),
    Row("a zip", raw(b"PK\x03\x04\x14\x00"), "looks like a zip file or an office document"),
    Row("a program", raw(b"\x7fELF\x02\x01\x01\x00\x00\x9f\xff"), "looks like a binary file"),
    Row("packed", packed(SAID.encode()), "looks like a gzip file"),
]  # fmt: skip

PAGES = [
    Row("no page", raw(b"<"), "no running text", suffix=".html"),
    Row("a page that is a pdf", raw(b"%PDF-1.7\n"), "looks like a PDF file", suffix=".html"),
    Row("script alone", page("<script>document.write('ten died')</script>"), "no running text", suffix=".html"),
    Row("deep divisions", page(lambda: "<div>" * 100_000 + SAID), "more than 50,000 elements", heavy=True, suffix=".html"),
    Row("deep tables", page(lambda: "<table><tr><td>" * 15_000 + SAID), "no running text", heavy=True, suffix=".html"),
    Row("unclosed", page(f"<p>{SAID}<p><b><i>{PARAGRAPH}<p>{PARAGRAPH}<!-- "), holds=SAID, suffix=".html"),
    Row("entity bomb", raw((
        '<!DOCTYPE html [<!ENTITY a "' + "dead " * 1000 + '">' + "".join(
            f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        ) + f"]><html><body><article><p>{PARAGRAPH}</p><p>&i;</p></article></body></html>").encode()),
        holds="The governor denied", lacks="dead dead", suffix=".html"),
    Row("outside entity", raw((
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "../beside/secret.txt"><!ENTITY % y SYSTEM '
        f'"../beside/secret.toml"> %y;]><html><body><article><p>{PARAGRAPH}</p><p>&x;</p></article></body></html>'
        ).encode()), holds="The governor denied", suffix=".html"),
    Row("goes elsewhere", page(f"<p>{PARAGRAPH}</p>",
        '<meta http-equiv="refresh" content="0;url=../beside/secret.txt"><base href="file:///etc/">'
        '<link rel="stylesheet" href="../beside/secret.txt"><script src="../beside/secret.txt"></script>'),
        holds=SAID, suffix=".html"),
    Row("frames", page(f'<iframe src="../beside/secret.txt"></iframe><object data="file:///etc/passwd"></object>'
        f'<embed src="../beside/passwd"><p>{PARAGRAPH}</p><img src="../beside/secret.txt" onerror="alert(1)">'),
        holds=SAID, lacks="alert", suffix=".html"),
    Row("charset that lies", page(f"<p>{PARAGRAPH} Müller said so.</p>", '<meta charset="utf-16">'),
        holds="Müller", suffix=".html"),
    Row("data address", page(f'<p>{PARAGRAPH}</p><a href="data:text/html;base64,{"QUFB" * 50_000}">here</a>'),
        holds=SAID, lacks="QUFB", suffix=".html"),
    Row("comments", page(lambda: f"<p>{PARAGRAPH}</p>" + "<!-- <p>forty died</p> -->" * 20_000),
        holds=SAID, lacks="forty", suffix=".html"),
    Row("formulas", page(f"<p>{PARAGRAPH}</p><math><mtext><script>1</script></mtext></math><svg><text>"
        '<![CDATA[<script>2</script>]]></text><foreignObject></foreignObject></svg>'), holds=SAID, suffix=".html"),
    Row("many attributes", page(lambda: f"<p {' '.join(f'a{n}=1' for n in range(50_000))}>{PARAGRAPH}</p>"),
        "more than 10,000 attributes", suffix=".html"),
    Row("linked data", page(f"<p>{PARAGRAPH}</p>", '<script type="application/ld+json">'
        + '{"@graph":' + "[" * 50_000 + '</script><script type="application/ld+json">{"@type":"Article","headline":'
        '7,"author":[{"name":{"a":1}}],"publisher":"' + "x" * 5000 + '","datePublished":"99999-01-01"}</script>'),
        holds=SAID, suffix=".html"),
    Row("nul in a page", raw(b"<html><body><p>The army\x00 said ten died.</p></body></html>"),
        "holds a NUL character", suffix=".html"),
    Row("forty megabytes of page", page(lambda: f"<p>{SAID}</p>\n" * 650_000), "longer than", heavy=True, suffix=".html"),
    Row("many paragraphs", page(lambda: "".join(f"<p>{n} {SAID}</p>\n" for n in range(6_000))), "is more than one article",
        heavy=True, suffix=".html"),
    Row("many empty elements", page(lambda: f"<p>{PARAGRAPH}</p>" + "<br><a></a><span></span>" * 15_000),
        holds=SAID, heavy=True, suffix=".html"),
    Row("many links", page(lambda: f"<p>{PARAGRAPH}</p>" + '<p><a href="x">one two three four</a></p>' * 15_000),
        holds=SAID, heavy=True, suffix=".html"),
    Row("many classes", page(lambda: f"<p>{PARAGRAPH}</p>" + '<p class="comment byline author">By A B</p>' * 20_000),
        holds=SAID, heavy=True, suffix=".html"),
]  # fmt: skip

LINES = [
    Row("broken line", raw(b'{"id": "a", "text": "ten'), "no JSON", suffix=".jsonl"),
    Row("key twice", raw(b'{"id": "a", "text": "The army said so.", "text": "ten died"}'), "stands twice", suffix=".jsonl"),
    Row("not a number", raw(b'{"id": "a", "text": NaN}'), "no JSON", suffix=".jsonl"),
    Row("infinity", raw(b'{"id": "a", "text": "x", "published": -Infinity}'), "no JSON", suffix=".jsonl"),
    Row("out of range", raw(b'{"id": "a", "text": "The army said so.", "published": 1e400}'), "'published' must be", suffix=".jsonl"),
    Row("endless number", raw(lambda: b'{"id": "a", "text": "x", "published": ' + b"9" * 100_000 + b"}"), "no JSON", suffix=".jsonl"),
    Row("deep line", raw(lambda: b'{"id": "a", "text": ' + b"[" * 1_000_000), "no JSON", suffix=".jsonl"),
    Row("deep object", raw(lambda: b'{"id":' * 200_000), "no JSON", suffix=".jsonl"),
    Row("a list", raw(b'["a", "b"]'), "no JSON object", suffix=".jsonl"),
    Row("id of a wrong type", raw(b'{"id": {"a": 1}, "text": "x"}'), "key 'id' is missing", suffix=".jsonl"),
    Row("text of a wrong type", raw(b'{"id": "a", "text": ["x"]}'), "'text' must be a text", suffix=".jsonl"),
    Row("neither text nor page", raw(b'{"id": "a"}'), "give either 'text' or 'html'", suffix=".jsonl"),
    Row("both", raw(line(text="x", html="y")), "give either 'text' or 'html'", suffix=".jsonl"),
    Row("half a pair", raw(b'{"id": "a", "text": "The army said \\ud800 so."}'), "half of a surrogate pair", suffix=".jsonl"),
    Row("half a pair as id", raw(b'{"id": "\\udfff", "text": "x"}'), "no text in UTF-8", suffix=".jsonl"),
    Row("nul in a line", raw(b'{"id": "a", "text": "The army\\u0000 said so."}'), "holds a NUL character", suffix=".jsonl"),
    Row("metadata of a wrong type", raw(line(text="x", metadata=[1])), "'metadata' must be an object", suffix=".jsonl"),
    Row("whole pair", raw(b'{"id": "c", "text": "The army said \\ud83d\\ude00 so."}'), holds="said \U0001f600 so", suffix=".jsonl"),
    Row("no line", raw(b"\n\n\r\n"), "holds no line", suffix=".jsonl"),
    Row("a line too long", raw(lambda: line(text="ten died " * 6_000_000)), "longer than", heavy=True, suffix=".jsonl"),
    Row("page in a line", raw(lambda: line(html=f"<p>{SAID}</p>" * 300_000)), "longer than 10,000,000 characters", heavy=True, suffix=".jsonl"),
    Row("empty lines", bomb(b"\n" * 10_000_000, 100), "lines in a row", heavy=True, suffix=".jsonl.gz"),
    Row("bad lines", bomb(b"{}\n" * 3_000_000, 100), "lines in a row", heavy=True, suffix=".jsonl.gz"),
    Row("zeros", bomb(bytes(10_000_000), 100), "longer than", heavy=True, suffix=".jsonl.gz"),
    Row("cut", packed(line(text=SAID), cut=40), "cannot be read", suffix=".jsonl.gz"),
    Row("packed twice", lambda path: path.write_bytes(gzip.compress(gzip.compress(line(text=SAID)))), "looks like a gzip", suffix=".jsonl.gz"),
    Row("two members", packed(line(text=SAID) + b"\n", b'{"id": "b", "text": "The army said five died."}'), holds="five died", suffix=".jsonl.gz"),
    Row("wrong sum", wrong_sum, "cannot be read", suffix=".jsonl.gz"),
    Row("not packed", raw(line(text=SAID)), "cannot be read", suffix=".jsonl.gz"),
    Row("rubbish after", lambda path: path.write_bytes(gzip.compress(line(text=SAID)) + b"rubbish"), "cannot be read", suffix=".jsonl.gz"),
]  # fmt: skip

SIDECARS = [
    Row("broken sidecar", beside("title = "), "no TOML"),
    Row("sidecar that is no text", beside("title = '\udc80'"), "no TOML"),
    Row("huge sidecar", beside(f"title = '{'x' * 30_000_000}'"), "longer than", heavy=True),
    Row("deep sidecar", beside(f"title = {'[' * 90_000}"), "no TOML"),
    Row("dotted sidecar", beside("a" + ".a" * 40_000 + " = 1"), "a key of a thousand parts"),
    Row("sidecar of wrong types", beside("title = 7"), "'title' must be a text"),
    Row("sidecar with a table", beside("[title]\nx = 1"), "'title' must be a text"),
    Row("day out of range", beside('published = "99999-01-01"'), "'published' must be a date"),
    Row("day to come", beside("published = 9999-12-31"), "still to come"),
    Row("day before newspapers", beside("published = 0001-01-01"), "before there were newspapers"),
    Row("unknown key", beside('titel = "x"'), "unknown key 'titel'"),
    Row("address of a file", beside('url = "file:///etc/passwd"'), "must begin with http"),
    Row("address that runs", beside('url = "javascript:alert(1)"'), "must begin with http"),
    Row("address with a mark", beside('url = "http://x.example/>"'), "holds '>'"),
    Row("half of a pair in a sidecar", beside('title = "\\uD800"'), "no TOML"),
    Row("sidecar elsewhere", lambda path: (text(SAID)(path), path.with_suffix(".toml").symlink_to("../../beside/secret.toml")),
        "leads out of the folder"),
    Row("sidecar of a pipe", lambda path: (text(SAID)(path), os.mkfifo(path.with_suffix(".toml"))), "not a regular file"),
]  # fmt: skip

FILES = [
    Row("a folder", lambda path: path.mkdir(), PASSED),
    Row("a pipe", os.mkfifo, "not a regular file"),
    Row("a socket", a_socket, "not a regular file"),
    Row("a device", lambda path: path.symlink_to("/dev/zero"), "leads out of the folder"),
    Row("linked to itself", lambda path: path.symlink_to(path.name), "cannot be read"),
    Row("linked to nothing", lambda path: path.symlink_to("not-there"), "cannot be read"),
    Row("linked to a secret", lambda path: path.symlink_to("../../beside/secret.txt"), "leads out of the folder"),
    Row("linked to the machine", lambda path: path.symlink_to("/etc/passwd"), "leads out of the folder"),
    Row("folder that is linked out", lambda path: path.symlink_to("../../beside"), "leads out of the folder", suffix=""),
    Row("folder linked to its parent", lambda path: path.symlink_to("."), PASSED, suffix=""),
    Row("not to be read", unreadable, "cannot be read" if os.geteuid() else EXACT),
]  # fmt: skip

ROWS = [*TEXTS, *PAGES, *LINES, *SIDECARS, *FILES]
