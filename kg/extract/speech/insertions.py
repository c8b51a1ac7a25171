"""What stands behind a name between commas: an age, a role, a relative clause, where somebody works."""

from kg.extract.language.scene import Scene
from kg.model import MentionKind


def opens_insertion(scene: Scene, index: int) -> bool:
    """Whether what begins at a token can stand between a subject and its verb."""
    low = scene.tokens.low(index)
    sources = scene.rules.sources
    if low == "and" and scene.tokens.low(index + 1) in scene.rules.grammar.relatives:
        return True  # "An officer who served there, and who was not authorised to speak, said"
    if low in scene.rules.grammar.prepositions and scene.tokens.low(index + 1) in ("which", "whom"):
        return True  # "Nasser Hospital, to which the victims were taken, said"
    if low in sources.boundaries and _opens_reduced(scene, index + 1):
        return True  # "A spokesman, while confirming that it exists, said"
    return (
        low in sources.insertions
        or low in scene.rules.grammar.determiners
        or low in sources.roles
        or low in sources.people
        or is_age(scene, index)
        or low.endswith(("ed", "ing"))
        or low in scene.rules.grammar.participles
        or low in scene.rules.grammar.past
        or scene.name_starting(index) is not None
        or (index < len(scene.tokens.items) and scene.tokens.items[index].is_capital)
    )


def _opens_reduced(scene: Scene, index: int) -> bool:
    low = scene.tokens.low(index)
    return low.endswith(("ing", "ed")) or low in scene.rules.grammar.past


def opens_apposition(scene: Scene, index: int) -> bool:
    """Whether what begins at a token says who the name before is: "Jane Roe, the mayor"."""
    low = scene.tokens.low(index)
    sources = scene.rules.sources
    name = scene.name_starting(index) or scene.name_starting(index + (low in sources.titles))
    if low in scene.rules.grammar.apposition_openers:
        near = range(index + 1, index + 7)
        return any(scene.tokens.low(i) in sources.roles for i in near) or _is_kind_of_body(scene, index)
    return (
        low in sources.roles or is_age(scene, index) or (name is not None and name.kind == MentionKind.PERSON)
    )


def is_age(scene: Scene, index: int) -> bool:
    """ "Jane Roe, 35, said", not "according to the mayor, 12 people died"."""
    return scene.tokens.low(index).isdigit() and scene.tokens.low(index + 1) == ","


def _is_kind_of_body(scene: Scene, index: int) -> bool:
    """ "Airwars, a London-based monitoring group, ...": a noun for a body, no verb, then a comma."""
    lows, verbs = scene.tokens.lows, scene.rules.grammar.clause_verbs
    comma = next((i for i in range(index, min(index + 10, len(lows))) if lows[i] == ","), None)
    if comma is None or not verbs.isdisjoint(lows[index:comma]) or comma + 1 >= len(lows):
        return False
    return lows[comma - 1] in scene.rules.sources.bodies


def is_new_name(scene: Scene, start: int, end: int) -> bool:
    """Whether words are the name of somebody whom nothing else tells to be a person: two to four capitals."""
    words = range(start, end)
    return 1 < len(words) < 5 and all(
        scene.tokens.items[at].is_capital and scene.named[at] is None and at not in scene.dated
        for at in words
    )
