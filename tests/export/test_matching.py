"""Names are found however they are written, and nothing else is."""

import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ProfileError
from kg.export import read_people
from kg.export.withholding.folding import fold
from kg.export.withholding.matching import Matcher, Name
from kg.export.withholding.metadata import is_public

ROLE = "a resident"
MATCHER = Matcher([Name("Zoë Qwalmond-Vrixby", ROLE, ("qwalmond", "vrixby")), Name("Umm Ali", "a witness")])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Zoë Qwalmond-Vrixby", id="as it is"),
        pytest.param("ZOE QWALMOND VRIXBY", id="capitals, no accent, no hyphen"),
        pytest.param("Zoe\u0308\u00a0Qwalmond\u2011Vrixby", id="decomposed, no-break space and hyphen"),
        pytest.param("Zoë\nQwalmond-\nVrixby", id="over line ends"),
        pytest.param("Qwal-\nmond", id="a part broken at a line end"),
        pytest.param("Qwal\u00admond", id="soft hyphen"),
        pytest.param("Qwal\u200bmond", id="zero-width space"),
        pytest.param("Ｑｗａｌｍｏｎｄ", id="wide letters"),
        pytest.param("#ZoeQwalmondVrixby2017", id="joined, in a longer word"),
        pytest.param("zo%C3%AB-qw%61lmond", id="percent-encoded"),
        pytest.param("%51walmond", id="an encoded letter in a part"),
        pytest.param("%2551walmond", id="encoded twice"),
        pytest.param("&#81;walmond", id="character reference"),
        pytest.param("\\u0051walmond", id="escape"),
        pytest.param("Q'walmond", id="an apostrophe within"),
        pytest.param("umm ali", id="a whole name of short parts"),
        pytest.param("umm_ali", id="in a slug"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    replaced = MATCHER.replace(f"(said {text})")

    assert replaced in (f"(said [{ROLE}])", "(said [a witness])", f"(said #[{ROLE}]2017)", f"[{ROLE}]",
                        f"(said [{ROLE}]", f"(said zo%C3%AB-[{ROLE}])")  # fmt: skip
    assert not MATCHER.finds(replaced)


def test_a_name_in_a_script_without_blanks_is_found_among_other_letters() -> None:
    assert Matcher([Name("王小明", "a resident")]).replace("他说王小明在家") == "他说[a resident]在家"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Qwalmond's dog", f"[{ROLE}]'s dog"),
        ("the Qwalmonds\u2019 dog", "the Qwalmonds\u2019 dog"),
        ("Qwalmond-led", f"[{ROLE}]-led"),
        ("Qwalmond, Vrixby", f"[{ROLE}], [{ROLE}]"),
        ("Zoë said", "Zoë said"),
        ("Ali said; umm, alimony", "Ali said; umm, alimony"),
        ("nothing of 100% & more", "nothing of 100% & more"),
    ],
)
def test_only_the_name_is_replaced(text: str, left: str) -> None:
    assert MATCHER.replace(text) == left


def test_a_name_of_three_letters_is_found_as_it_is_printed_alone() -> None:
    matcher = Matcher([Name("Hit", "place withheld")])

    assert matcher.replace("They hit Hit.") == "They hit [place withheld]."


_LETTERS = st.text(st.characters(categories=["L", "M", "N", "P", "Z", "Cf", "S"]), max_size=30)


@given(
    before=_LETTERS,
    after=_LETTERS,
    capital=st.booleans(),
    form=st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]),
)
def test_nothing_of_a_whole_name_is_left_whatever_is_around_it(
    before: str, after: str, capital: bool, form: str
) -> None:
    name = unicodedata.normalize(form, "Zoë Qwalmond-Vrixby")  # type: ignore[arg-type]
    replaced = MATCHER.replace(before + (name.upper() if capital else name) + after)

    assert not MATCHER.finds(replaced)
    assert "qwalmond" not in fold(replaced)[0]
    assert "vrixby" not in fold(replaced)[0]


@given(text=st.text(max_size=60))
def test_replacing_again_changes_nothing(text: str) -> None:
    once = MATCHER.replace(text)

    assert MATCHER.replace(once) == once
    assert (once == text) == (not MATCHER.finds(text))


@given(
    name=st.text(st.characters(categories=["Lu", "Ll"]), min_size=4, max_size=12), text=st.text(max_size=30)
)
def test_any_part_that_stands_as_a_word_is_taken_out_encoded_or_not(name: str, text: str) -> None:
    matcher = Matcher([Name(name, "x y", (fold(name)[0],))])

    for written in (name, quote(name), name.upper() if len(name.upper()) == len(name) else name):
        assert not matcher.finds(matcher.replace(f"{text} {written} {text}"))
        assert f" {written} " not in matcher.replace(f"{text} {written} {text}")


@given(text=st.text(max_size=60))
def test_slices_of_the_folded_text_are_slices_of_the_text(text: str) -> None:
    folded, origins = fold(text)

    assert len(origins) == len(folded) + 1
    assert origins == sorted(origins)
    assert origins[-1] == len(text)


def test_a_list_has_names_irs_and_roles(tmp_path: Path) -> None:
    file = tmp_path / "people.txt"
    file.write_text("# who\n\nNadia Qandil | Um Samir = a resident\nperson/x\n", encoding="utf-8-sig")

    one, other = read_people(file)

    assert (one.names, one.role, one.line) == (("Nadia Qandil", "Um Samir"), "a resident", 3)
    assert (other.names, other.role) == (("person/x",), "person withheld")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "names nobody"),
        (b"# nobody\n", "names nobody"),
        (b"x\n", "fewer than two letters"),
        (b"Nadia |\n", "fewer than two letters"),
        (b"Nadia Qandil = [x]\n", "a role is"),
        (b"Nadia Qandil = " + b"x" * 81, "a role is"),
        (b"\xff\xfe", "cannot be read"),
        (b"Na\0dia\n", "not text"),
    ],
)
def test_a_list_that_says_too_little_is_refused(tmp_path: Path, data: bytes, told: str) -> None:
    file = tmp_path / "people.txt"
    file.write_bytes(data)

    with pytest.raises(ProfileError, match=told):
        read_people(file)


@pytest.mark.parametrize(
    "address",
    [
        "https://me:secret@wire.example/1", "http://10.0.0.7/1", "http://[::1]/1", "http://localhost/1",
        "https://files.intranet/1", "https://wire.example:8443/1", "file:///home/x", "http://2130706433/",
    ],
)  # fmt: skip
def test_an_address_that_is_none_of_the_open_web_is_not_published(address: str) -> None:
    assert not is_public(address)
    assert is_public("https://wire.example/2017/03/one?id=7")
