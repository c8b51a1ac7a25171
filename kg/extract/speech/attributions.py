"""Who says something in a sentence, by which cue, and on which side of it the words stand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.language.scene import Scene
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.cue_hits import find_hits
from kg.extract.speech.cue_sources import by_cue
from kg.extract.speech.joint import split_joint
from kg.extract.speech.patterns import by_pattern, unopposed
from kg.extract.speech.rejoinders import by_rejoinder
from kg.extract.speech.set_apart import by_colon, by_credit, by_headed, by_scene


def find_attributions(scene: Scene) -> tuple[Attribution, ...]:
    """The attributions of one sentence in the order of their heads; joint sources are split."""
    found: list[Attribution] = []
    rows, rejoinders = by_pattern(scene), list(by_rejoinder(scene))
    taken = [attribution.cue for attribution in (*(own for _, own in rows), *rejoinders)]
    for hit in find_hits(scene):
        at = scene.tokens.items[hit.verb].start
        if taken and any(span.start <= at < span.end for span in taken):
            continue
        attribution = by_cue(scene, hit, found)
        if attribution is not None:
            found.append(attribution)
    found += rejoinders
    found += unopposed(rows, tuple(found))
    found += by_colon(scene, found)
    found += by_headed(scene)
    found += by_scene(scene, found)
    found += by_credit(scene) if not found else ()
    found = [a for a in found if not _is_reason(scene, a, found)]
    if len(found) > 1:
        found.sort(key=lambda attribution: (attribution.cue.start, attribution.head.start))
    return tuple(part for attribution in found for part in _split(scene, attribution))


def _is_reason(scene: Scene, attribution: Attribution, found: Sequence[Attribution]) -> bool:
    """ "residents, who hid their names as they feared reprisals, said": why, and nothing that is said."""
    if scene.tokens.low(scene.tokens.at(attribution.head.start) - 1) not in scene.rules.grammar.reasons:
        return False
    insertions = (a.source.insertion for a in found if a.source.insertion is not None)
    return any(span.start <= attribution.cue.start < span.end for span in insertions)


def _split(scene: Scene, attribution: Attribution) -> Iterator[Attribution]:
    for phrase in split_joint(scene, attribution.source):
        yield attribution if phrase == attribution.source else replace(attribution, source=phrase)
