"""A chained file gives back what was written, and any change of it is found."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.ids import sha256
from kg.store import open_store
from kg.store.chain import Sealed, dumped, sealed
from kg.store.journal import Journal
from tests.store.samples import make_record, put

_VALUES = st.lists(
    st.fixed_dictionaries(
        {
            "key": st.text(max_size=6),
            "kind": st.sampled_from(["article", "graph"]),
            "digest": st.text(max_size=9),
        }
    ),
    max_size=5,
)


@pytest.fixture(scope="module")
def path() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield Path(folder, "ledger.jsonl")


def _write(path: Path, values: list[dict[str, str]]) -> bytes:
    data = b"".join(sealed(map(dumped, values)))
    path.write_bytes(data)
    return data


@given(values=_VALUES)
def test_what_was_sealed_is_always_read_back(path: Path, values: list[dict[str, str]]) -> None:
    data = _write(path, values)

    found = list(Sealed(path))

    assert [value for _, value in found] == values
    assert [line.payload() for line, _ in found] == [dumped(value) for value in values]
    assert [json.loads(line)["before"] for line in data.splitlines()[1:]] == [
        sha256(line) for line in data.splitlines(keepends=True)[:-1]
    ]


@given(values=_VALUES, where=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_a_changed_bit_is_always_found(
    path: Path, values: list[dict[str, str]], where: int, bit: int
) -> None:
    data = bytearray(_write(path, values))
    data[where % len(data)] ^= 1 << bit
    path.write_bytes(data)

    with pytest.raises(StoreError, match=r"line \d+: damaged|cut after line \d+"):
        list(Sealed(path))


@given(values=_VALUES, where=st.integers(0, 10**6))
def test_a_cut_is_always_found(path: Path, values: list[dict[str, str]], where: int) -> None:
    data = _write(path, values)
    path.write_bytes(data[: where % len(data)])

    with pytest.raises(StoreError, match=r"line \d+: damaged|cut after line \d+"):
        list(Sealed(path))


@given(values=_VALUES, first=st.integers(0, 9), second=st.integers(0, 9))
def test_lines_behind_the_end_or_twice_are_always_found(
    path: Path, values: list[dict[str, str]], first: int, second: int
) -> None:
    lines = _write(path, values).splitlines(keepends=True)
    lines.insert(second % (len(lines) + 1), lines[first % len(lines)])
    path.write_bytes(b"".join(lines))

    with pytest.raises(StoreError, match=r"line \d+: damaged"):
        list(Sealed(path))


@given(
    values=st.lists(st.text(max_size=5), max_size=6),
    marks=st.sets(st.integers(0, 6)),
    cut=st.integers(0, 400),
)
def test_a_journal_that_was_cut_always_keeps_the_lines_before_the_cut(
    path: Path, values: list[str], marks: set[int], cut: int
) -> None:
    place = path.with_name("journal.jsonl")
    place.unlink(missing_ok=True)
    journal = Journal(place, head=sha256(b"head"))
    ends = []
    for number, key in enumerate(values):
        journal.append({"key": key, "kind": "article"})
        ends.append(place.stat().st_size)
        if number in marks:
            journal.mark()
    if values:
        place.write_bytes(place.read_bytes()[:cut])

    found = [value["key"] for _, value, _ in Journal(place, head=sha256(b"head")).lines()]

    assert found == [key for key, end in zip(values, ends, strict=True) if end <= cut]


def test_what_stands_before_a_mark_is_known_to_be_on_the_disk(path: Path) -> None:
    place = path.with_name("marked.jsonl")
    journal = Journal(place, head=sha256(b"head"))
    journal.append({"key": "a", "kind": "article"})
    journal.mark()
    journal.append({"key": "b", "kind": "article"})
    journal.append({"key": "c", "kind": "article"})
    journal.take_back()
    size = place.stat().st_size
    with place.open("ab") as stream:
        stream.write(b'{"before":"0","key":"d","kind":"article"}\n{"torn')

    found = Journal(place, head=sha256(b"head"))

    assert [(value["key"], kept) for _, value, kept in found.lines()] == [("a", True), ("b", False)]
    assert found.follows()
    assert not Journal(place, head=sha256(b"another")).follows()
    assert place.stat().st_size > size


def test_the_same_articles_give_the_same_ledger_in_any_order(tmp_path: Path) -> None:
    for name, numbers in (("one", (1, 2, 3)), ("other", (3, 1, 2, 1))):
        with open_store(tmp_path / name) as store:
            for n in numbers:
                put(store, make_record(value=n, file=f"{n}.txt"))
                store.flush()

    ledgers = [(tmp_path / name / "ledger.jsonl").read_bytes() for name in ("one", "other")]
    assert ledgers[0] == ledgers[1]
