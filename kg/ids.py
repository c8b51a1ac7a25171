"""Names that follow from content alone: the same input gives the same IRI, without counters or clocks.

All functions give local parts. What stands under ``doc/{h}/`` is *local* to one text (``figure-633-662``);
everything else stands under the base (``org/cjtf-oir``). design.md section 3 is the contract.
"""

import hashlib
import re
import unicodedata

DEFAULT_BASE = "https://data.example.org/"


def sha256(data: str | bytes) -> str:
    """The full hexadecimal digest; text is hashed as UTF-8."""
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()


def doc_key(text_sha256: str) -> str:
    """The first 16 hexadecimal digits, which name a text in every IRI."""
    return text_sha256[:16]


def is_key(name: str) -> bool:
    """True for what :func:`doc_key` gives, which only the graph of a text is named by."""
    return re.fullmatch("[0-9a-f]{16}", name) is not None


def short_hash(*parts: str | None) -> str:
    """The first 8 hexadecimal digits over the parts joined by line feeds; None counts as empty.

    >>> short_hash("org/cjtf-oir", "airstrike")
    '27c94569'
    """
    return sha256("\n".join([part or "" for part in parts]))[:8]


def from_base(key: str, local: str | None) -> str:
    """The path after the base of a record's id: registry rows as they are, local ids under their text.

    >>> from_base("20759cfdb6759ffd", "source-690")
    'doc/20759cfdb6759ffd/source-690'
    """
    if local is None:
        return ""
    return local if "/" in local else f"doc/{key}/{local}"


def span_id(kind: str, start: int, end: int) -> str:
    """``span-609-662``, ``figure-633-662``: what was read from these characters."""
    return f"{kind}-{start}-{end}"


def responsibility_id(start: int, end: int, *, key: str, actor_id: str | None, means: str | None) -> str:
    """One run of words can blame two actors, so the actor and the means are hashed in."""
    return f"responsibility-{start}-{end}-{short_hash(from_base(key, actor_id), means)}"


def statement_id(
    start: int, end: int, *, key: str, speaker_id: str | None, stance: str, claim_id: str
) -> str:
    """One run of words can have two speakers, stances or claims, so all three are hashed in.

    >>> statement_id(609, 662, key="20759cfdb6759ffd", speaker_id="source-690",
    ...              stance="asserts", claim_id="figure-633-662")
    'statement-609-662-5f032989'
    """
    hashed = short_hash(from_base(key, speaker_id), stance, from_base(key, claim_id))
    return f"statement-{start}-{end}-{hashed}"


def link_id(source: str, predicate: str, target: str) -> str:
    """``link/3cbd3b78``; source and target as paths after the base, the property as its full IRI."""
    return f"link/{short_hash(source, predicate, target)}"


def slug(name: str) -> str:
    """A readable path segment: ASCII letters, digits and hyphens.

    >>> slug("Zeid Ra'ad al-Hussein")
    'zeid-raad-al-hussein'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’`]", "", plain.lower())).strip("-")
