"""Bytes as text, strictly as UTF-8; for anything else an error that says what it looks like."""

import re
from pathlib import Path
from typing import Final

from kg.errors import ArticleError

_AS_TEXT: Final = "save its text as .txt in UTF-8"
_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "UTF-32", "save it as UTF-8 (iconv -f utf-32 -t utf-8)"),
    (b"\xff\xfe", "UTF-16", "save it as UTF-8 (iconv -f utf-16 -t utf-8)"),
    (b"\xfe\xff", "UTF-16", "save it as UTF-8 (iconv -f utf-16 -t utf-8)"),
    (b"%PDF-", "a PDF file", f"{_AS_TEXT} (pdftotext)"),
    (b"PK\x03\x04", "a zip file or an office document", f"{_AS_TEXT}, or unpack it"),
    (b"\xd0\xcf\x11\xe0", "an old office document", _AS_TEXT),
    (b"{\\rtf", "an RTF document", _AS_TEXT),
    (b"\x1f\x8b", "a gzip file", "unpack it; of packed files only .jsonl.gz is read"),
    (b"\x89PNG", "a picture", _AS_TEXT),
    (b"\xff\xd8\xff", "a picture", _AS_TEXT),
    (b"GIF8", "a picture", _AS_TEXT),
)
_SAMPLE: Final = 1000
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def check_kind(data: bytes, where: str | Path) -> None:
    """Nothing, where the bytes do not begin as those of another kind of file do.

    Raises:
        ArticleError: they do; says what they look like.
    """
    for mark, kind, way_out in _MARKS:
        if data.startswith(mark):
            raise ArticleError(where, f"looks like {kind}; {way_out}")
    order = _utf16(data[:_SAMPLE])
    if order is not None:
        raise ArticleError(where, f"looks like UTF-16; save it as UTF-8 (iconv -f utf-16{order} -t utf-8)")


def decode(data: bytes, where: str | Path) -> str:
    """The text of the bytes.

    Raises:
        ArticleError: they are not UTF-8; says what they look like.
    """
    check_kind(data, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\x00" in data[:_SAMPLE]:
            raise ArticleError(where, f"looks like a binary file; {_AS_TEXT}") from error
        raise ArticleError(
            where, f"not UTF-8 at byte {error.start}; save it as UTF-8 (iconv -f windows-1252 -t utf-8)"
        ) from error


def is_writable(text: str) -> bool:
    """False where the text holds half a surrogate pair, as JSON and names of files can: UTF-8 has none."""
    return _SURROGATE.search(text) is None


def _utf16(sample: bytes) -> str | None:
    """``le`` or ``be`` where every other byte of most pairs is NUL and the one beside it never is."""
    first, second = sample[0::2], sample[1::2]
    for zero, other, order in ((second, first, "le"), (first, second, "be")):
        if len(zero) > 1 and zero.count(0) > len(zero) / 2 and 0 not in other:
            return order
    return None
