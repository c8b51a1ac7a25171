"""Why an annotation, or one part of it, is not taken."""


class UnfitError(Exception):
    """One annotation cannot be taken; the message says why, and what would do. The others can."""


def shown(value: object, *, room: int = 60) -> str:
    """A value that somebody gave, short enough for a message.

    >>> shown("x" * 100)[-5:]
    "x...'"
    """
    told = repr(value[: room + 1] if isinstance(value, str) else value)
    return (
        told if len(told) <= room + 2 else f"{told[: room - 3]}..." + ("'" if isinstance(value, str) else "")
    )
