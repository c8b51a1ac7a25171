"""What the bodies of one annotation say, whichever way they are written: kind, and values by key.

A structured body is an object with one of our types. Tags ("stance: denies"), classes and links are read as
the keys of one such body.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.annotations.faults import UnfitError, shown
from kg.annotations.keys import KEYS, Form, Key, Kind, key_of, key_of_term, kind_of

_TAGS: Final = ("tagging", "classifying")
_OUR_OWN: Final = frozenset({"type", "id", "purpose", "rule", "confidence", "digest"})
_LINK: Final = "linking"


@dataclass(slots=True)
class Said:
    """One thing that an annotation says; ``links`` are ids of other annotations, whose kind tells the key."""

    kind: Kind
    given: dict[Key, object] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    body: Mapping[str, object] | None = None
    """The structured body itself; None where it was put together from tags."""


def read_bodies(bodies: tuple[object, ...]) -> list[Said]:
    """What the bodies say: one thing for each structured body, and one for all tags together.

    Raises:
        UnfitError: a key or kind is unknown, or nothing is said that a record has room for.
    """
    said: list[Said] = []
    tags: list[tuple[str, str]] = []
    links: list[str] = []
    for body in bodies:
        if not isinstance(body, Mapping):
            continue
        kind, purpose = _kind(body), body.get("purpose")
        if kind is not None:
            said.append(_structured(kind, body))
        elif purpose in _TAGS:
            tags.append(_tag(_value(body)))
        elif purpose == _LINK:
            links.append(_value(body))
    if tags:
        said.append(_tagged(tags))
    if not said:
        raise UnfitError(
            "no body says anything of ours: give a body with a 'type' such as civ:Statement, or tags such as "
            "'stance: denies'; comments are not read"
        )
    for one in said if links else ():
        one.links += links
    return said


def _kind(body: Mapping[str, object]) -> Kind | None:
    kinds = body.get("type")
    for name in kinds if isinstance(kinds, list) else [kinds]:
        if isinstance(name, str) and (kind := kind_of(name)) is not None:
            return kind
        if isinstance(name, str) and name.startswith("civ:"):
            raise UnfitError(f"type {shown(name)} is none of ours; known are {', '.join(Kind)}")
    return None


def _structured(kind: Kind, body: Mapping[str, object]) -> Said:
    said = Said(kind, body=body)
    for name, value in body.items():
        if name not in _OUR_OWN:
            _give(said, _known(kind, name), value)
    return said


def _value(body: Mapping[str, object]) -> str:
    for name in ("value", "source", "id"):
        value = body.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    raise UnfitError("a body of tagging, classifying or linking needs a 'value', a 'source' or an 'id'")


def _tag(value: str) -> tuple[str, str]:
    """Key and value of "stance: denies"; ("", term) for a term alone, also as an IRI or with a prefix."""
    name, colon, rest = value.partition(":")
    if not colon or rest.startswith("//") or name in ("civ", "schema"):
        return "", value
    return name.strip(), rest.strip()


def _tagged(tags: list[tuple[str, str]]) -> Said:
    kinds = {kind_of(term) for name, term in tags if name in ("", "type")} - {None}
    named = {name.casefold() for name, _ in tags}
    kind = next(iter(kinds), None) if len(kinds) < 2 else None
    if kind is None and not kinds and ("stance" in named or any(_is_stance(*tag) for tag in tags)):
        kind = Kind.STATEMENT
    if kind is None:
        what = "name several kinds" if kinds else "do not say of what kind it is"
        raise UnfitError(f"the tags {what}; give one of {', '.join(kind.partition(':')[2] for kind in Kind)}")
    said = Said(kind)
    for name, value in tags:
        if name in ("", "type"):
            if kind_of(value) is not None:
                continue
            key = key_of_term(kind, value)
            if key is None:
                raise UnfitError(f"the tag {shown(value)} is no term of {kind}; write it as 'key: value'")
            _give(said, key, value)
        else:
            _give(said, _known(kind, name), value)
    return said


def _is_stance(name: str, value: str) -> bool:
    key = key_of_term(Kind.STATEMENT, value) if name == "" else None
    return key is not None and key.name == "stance"


def _known(kind: Kind, name: str) -> Key:
    key = key_of(kind, name)
    if key is None:
        names = ", ".join(known.name for known in KEYS[kind])
        raise UnfitError(f"{kind} has no key {shown(name)}; it has {names}")
    return key


def _give(said: Said, key: Key, value: object) -> None:
    if key in said.given and key.form in (Form.REFERENCES, Form.SOURCES):
        before = said.given[key]
        said.given[key] = [*_many(before), *_many(value)]
    elif key in said.given:
        raise UnfitError(f"'{key.name}' stands twice; a statement has one, more are more annotations")
    else:
        said.given[key] = value


def _many(value: object) -> Iterator[object]:
    yield from value if isinstance(value, list) else [value]
