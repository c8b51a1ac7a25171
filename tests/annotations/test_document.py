"""Documents of annotations: which shapes are read or refused, and of which article each is."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.annotations import Annotations, digest, load_annotations, parse_annotations, read_annotations
from kg.annotations.document import CONTEXT
from kg.errors import AnnotationError
from kg.ids import doc_key
from tests.annotations.written import DEAD, Plain, document, kalmora, note, parsed, quote, said

ONE = note(quote(DEAD), said(), name="#a")
TWO = note(quote(DEAD), said(), name="#b")


def ids(value: object) -> list[str | None]:
    return [one.id for one in parse_annotations(json.dumps(value).encode(), where="notes.jsonld")]


def refused(data: bytes) -> str:
    with pytest.raises(AnnotationError) as caught:
        list(parse_annotations(data, where="notes.jsonld"))
    assert str(caught.value).startswith("notes.jsonld: ")
    return str(caught.value)


def in_context(value: Plain, context: object = CONTEXT) -> Plain:
    return {"@context": context, **value}


class TestShapes:
    @pytest.mark.parametrize(
        ("value", "found"),
        [
            pytest.param(in_context(ONE), ["#a"], id="one"),
            pytest.param([in_context(ONE), in_context(TWO)], ["#a", "#b"], id="array"),
            pytest.param(
                in_context(ONE, ["http://example.org/c", CONTEXT, {"ex": "urn:x"}]), ["#a"], id="contexts"
            ),
            pytest.param(
                in_context({"type": "AnnotationPage", "items": [ONE, TWO]}), ["#a", "#b"], id="page"
            ),
            pytest.param(in_context({"type": ["AnnotationPage"], "items": ONE}), ["#a"], id="page-of-one"),
            pytest.param(
                in_context(
                    {
                        "type": ["BasicContainer", "AnnotationCollection"],
                        "first": {
                            "type": "AnnotationPage",
                            "items": [ONE],
                            "next": {"type": "AnnotationPage", "items": [TWO]},
                        },
                    }
                ),
                ["#a", "#b"],
                id="collection",
            ),
            pytest.param(in_context({"type": "AnnotationPage"}), [], id="empty-page"),
        ],
    )
    def test_what_the_model_prescribes_is_read(self, value: object, found: list[str]) -> None:
        assert ids(value) == found

    @pytest.mark.parametrize(
        ("value", "reason"),
        [
            pytest.param(ONE, "'@context' must be", id="no-context"),
            pytest.param(in_context(ONE, "http://example.org/c"), "'@context' must be", id="other-context"),
            pytest.param([in_context(ONE), TWO], "'@context' must be", id="array-in-part"),
            pytest.param(in_context(ONE, [CONTEXT, {"body": "urn:x"}]), "gives 'body' another", id="renamed"),
            pytest.param(in_context({"@graph": [ONE]}), "'type' is missing", id="graph"),
            pytest.param(in_context({"type": "Note"}), "'type' is Note", id="other-type"),
            pytest.param(in_context({"type": "AnnotationPage", "items": [7]}), "no JSON object", id="item"),
            pytest.param(
                in_context({"type": "AnnotationPage", "items": [{}]}), "an item is no annotation", id="bare"
            ),
            pytest.param(
                in_context({"type": "AnnotationCollection", "first": "https://example.org/p1"}),
                "nothing is fetched",
                id="page-elsewhere",
            ),
            pytest.param([], "an empty list", id="empty-array"),
            pytest.param("note", "no JSON object", id="string"),
            pytest.param(None, "no JSON object", id="null"),
        ],
    )
    def test_anything_else_is_an_error(self, value: object, reason: str) -> None:
        assert reason in refused(json.dumps(value).encode())


class TestHostile:
    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            pytest.param(b"", "no JSON in UTF-8", id="empty"),
            pytest.param(b"\xff\xfe{}", "no JSON in UTF-8", id="utf-16"),
            pytest.param(b"[" * 100_000, "nested too deeply", id="brackets"),
            pytest.param(b'{"a":' * 60 + b"1" + b"}" * 60, "nested deeper than 40", id="objects"),
            pytest.param(b'{"a":1,"a":2}', "stands twice in one object", id="key-twice"),
            pytest.param(b'{"a":NaN}', "NaN is no number", id="nan"),
            pytest.param(b"9" * 5000, "no JSON in UTF-8", id="digits"),
            pytest.param(b'{"a":"x\\u0000"}', "holds a NUL or half of a surrogate pair", id="nul"),
            pytest.param(b'{"a":["\\ud83d"]}', "holds a NUL or half of a surrogate pair", id="surrogate"),
            pytest.param(b'{"\\udd6f":1}', "holds a NUL or half of a surrogate pair", id="surrogate-key"),
        ],
    )
    def test_what_nobody_writes_is_an_error(self, data: bytes, reason: str) -> None:
        assert reason in refused(data)

    def test_a_whole_surrogate_pair_is_one_character(self) -> None:
        data = document(note(quote("12 \U0001f56f candles"), said()))

        assert b"\\ud83d\\udd6f" in data
        assert len(list(parse_annotations(data, where="n"))) == 1

    def test_a_file_that_is_too_large_is_not_read_into_memory(self, tmp_path: Path) -> None:
        large = tmp_path / "large.jsonld"
        with large.open("wb") as stream:
            stream.truncate(10**9)
        tracemalloc.start()

        with pytest.raises(AnnotationError, match="longer than 20,000,000 bytes"):
            list(read_annotations([large]))

        assert tracemalloc.get_traced_memory()[1] < 100_000_000
        tracemalloc.stop()


class TestFiles:
    def test_a_folder_is_walked_in_sorted_order(self, tmp_path: Path) -> None:
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub" / "b.json").write_bytes(document(TWO))
        (tmp_path / "a.jsonld").write_bytes(document(ONE))
        (tmp_path / "readme.txt").write_text("no annotations")

        assert [one.id for one in read_annotations([tmp_path])] == ["#a", "#b"]

    def test_a_link_out_of_the_folder_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "out.jsonld").write_bytes(document(ONE))
        (tmp_path / "in" / "a.jsonld").symlink_to(tmp_path / "out.jsonld")

        with pytest.raises(AnnotationError, match="leads out of the folder"):
            list(read_annotations([tmp_path / "in"]))

    @pytest.mark.parametrize(
        ("make", "reason"),
        [
            pytest.param(lambda path: None, "no such file", id="missing"),
            pytest.param(lambda path: path.mkdir(), "no annotations in this folder", id="empty-folder"),
        ],
    )
    def test_what_is_not_there_is_an_error(
        self, tmp_path: Path, make: Callable[[Path], None], reason: str
    ) -> None:
        make(tmp_path / "notes")

        with pytest.raises(AnnotationError, match=reason):
            load_annotations([tmp_path / "notes"])


class TestSources:
    KEY = doc_key(kalmora().sha256)

    @pytest.mark.parametrize(
        ("source", "meant"),
        [
            pytest.param("oskva.txt", True, id="name"),
            pytest.param("notes/oskva.txt", True, id="path"),
            pytest.param("file:///somewhere/oskva.txt", True, id="file-address"),
            pytest.param("https://example.org/oskva", True, id="url"),
            pytest.param("https://example.org/oskva#p2", True, id="url-with-fragment"),
            pytest.param(f"urn:sha256:{kalmora().sha256}", True, id="hash"),
            pytest.param(f"https://data.example.org/doc/{KEY}/text", True, id="text-iri"),
            pytest.param(f"https://kg.example.net/article/{KEY}-0a1b2c3d", True, id="article-iri"),
            pytest.param("oskva", False, id="other-name"),
            pytest.param("https://example.org/oskva.txt", False, id="other-url"),
            pytest.param(f"https://data.example.org/doc/{'0' * 16}/text", False, id="other-text"),
            pytest.param(f"urn:sha256:{'0' * 64}", False, id="other-hash"),
        ],
    )
    def test_a_source_means_the_article_or_another(self, source: str, meant: bool) -> None:
        annotations = Annotations(parsed(note(quote(DEAD), said(), source=source)))

        found = annotations.of([kalmora(url="https://example.org/oskva")])

        assert (len(found), annotations.left()) == ((1, []) if meant else (0, [source]))

    def test_without_a_source_the_only_article_is_meant(self) -> None:
        bare = parsed(note(quote(DEAD), said(), source=None))

        assert Annotations(bare, sole=True).of([kalmora()]) == bare
        with pytest.raises(AnnotationError, match="names no source, and there are several articles"):
            Annotations(bare)

    def test_the_digest_follows_from_all_that_is_read(self) -> None:
        one, other = parsed(ONE), parsed(note(quote(DEAD), said(certainty="certain"), name="#a"))

        assert digest(one) == digest(parsed(ONE))
        assert len({digest(one), digest(other), digest(parsed(ONE, TWO)), digest(parsed(TWO, ONE))}) == 4
