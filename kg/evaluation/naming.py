"""When two names in gold and record are of the same source."""

import re
from collections.abc import Mapping, Sequence

_MARKS = re.compile(r"['’]s\b|[\"'“”‘’.,()]")
_IDLE = frozenset(
    ["the", "a", "an", "of", "and", "for", "in", "mr", "dr", "gen", "col", "spokesman", "spokeswoman"]
)
_MORE = 4  # words that a name may hold beyond an accepted one: a title, a role, a body


def is_named(said: object, accepted: Sequence[object], aliases: Mapping[str, Sequence[str]]) -> bool:
    """Whether a name is one of those accepted, or an alias of one: the words of one are all in the other.

    None is right where None is accepted.

    >>> is_named("Col. Adam Reyes", ["Adam Reyes"], {}), is_named("Adam", ["Maria Reyes"], {})
    (True, False)
    """
    if said is None:
        return None in accepted
    words = _words(str(said))
    names = [_words(x) for name in accepted if name for x in (str(name), *aliases.get(str(name), ()))]
    return any(
        words <= name or (name <= words and len(words) <= len(name) + _MORE)
        for name in names
        if words and name
    )


def _words(name: str) -> frozenset[str]:
    plain = _MARKS.sub("", name.lower()).replace("united states", "us").replace("-", " ")
    return frozenset(plain.split()) - _IDLE
