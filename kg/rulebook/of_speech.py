"""Whether rows on speech hold: cue verbs, set phrases, and the stance that a content takes."""

from kg.model import Statement
from kg.rulebook.reading import Faults, Values, instead, one_of, read_text, spoken
from kg.rulebook.scenes import load_scenes
from kg.vocab import Stance


def check_cue(row: Values) -> Faults:
    """The example has a speaker, the cue and its stance; the counter-example has no source at all."""
    found = [s for s in spoken(read_text(row["example"])) if s.cue]
    stances = {row["stance"], row.get("negated")}
    if not {s.stance for s in found} & stances:
        yield f"example: no statement with the stance {one_of(stances)} was read; {instead(found)}"
    elif not any(s.cue and _has_form(row, s.cue) for s in found):
        yield f"example: no statement has a form of {row['verb']!r} as its cue; {instead(found)}"
    if not all(s.cue_at and row["example"][slice(*s.cue_at)] == s.cue for s in found):
        yield f"example: the cue does not stand where the statement says; {instead(found)}"
    late = [s for s in found if row.get("keep") and not (s.cue_at and s.start == s.cue_at.start)]
    if late:
        yield f"example: with 'keep' the words begin with the cue; {instead(late)}"
    if "counter" in row:
        yield from _not_read(spoken(read_text(row["counter"])))


def check_attribution(row: Values) -> Faults:
    """The example has a source by the row, with its stance; the counter-example has none by it."""
    name = f"attribution.{row['id']}"
    found = spoken(read_text(row["example"]))
    own = [s for s in found if s.rule.startswith(name)]
    if not own:
        yield f"example: no source was read by it; {instead(found)}"
    elif row.get("stance", Stance.ASSERTS) not in {s.stance for s in own}:
        yield f"example: the stance is another; {instead(own)}"
    counter = [s for s in spoken(read_text(row["counter"])) if s.rule.startswith(name)]
    if counter:
        yield f"counter: a source was read by it; {instead(counter)}"


def check_stance(row: Values) -> Faults:
    """The words of the example give its stance, those of the counter-example only assert."""
    found = _last(_in_its_scene(row, "example"))
    if row["stance"] not in {s.stance for s in found}:
        yield f"example: no statement with the stance {row['stance']!r} was read; {instead(found)}"
    counter = [s for s in _last(_in_its_scene(row, "counter")) if s.stance != Stance.ASSERTS]
    if counter:
        yield f"counter: its words should only be asserted; {instead(counter)}"
    if "accused" in row:
        scenes = load_scenes()
        words = row["example"].replace(scenes.accused_speaker, scenes.accused_named)
        accused = _last(spoken(read_text(f"{scenes.accused_before}\n\n{words}")))
        if {s.stance for s in accused} != {row["accused"]}:
            yield f"example: said by the accused its stance should be {row['accused']!r}; {instead(accused)}"


def _not_read(found: list[Statement]) -> Faults:
    if found:
        yield f"counter: no source should be read from it; {instead(found)}"


def _has_form(row: Values, cue: str) -> bool:
    """Whether the cue holds a form that the row gives, or the verb without its last letter."""
    given = [row[form] for form in ("past", "third", "ing") if form in row]
    return any(form in cue for form in [*given, row["verb"][:-1]])


def _in_its_scene(row: Values, key: str) -> list[Statement]:
    """Read after what the condition of the row asks for: a denial, an accusation, or in a release."""
    scenes = load_scenes()
    publisher = scenes.issuer if row["when"] == "issuer" else None
    return spoken(read_text(scenes.before.get(row["when"], "") + row[key], publisher=publisher))


def _last(found: list[Statement]) -> list[Statement]:
    """The statements of the last sentence in which a source speaks."""
    return [s for s in found if s.passage == found[-1].passage]
