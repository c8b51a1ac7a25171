"""A plan leaves the server with the graphs of the store, and touches no graph that is not from a load."""

from hypothesis import given
from hypothesis import strategies as st

from kg.load.planning import Held, plan

NAMES = st.sampled_from("abcdefgh")
DIGESTS = st.dictionaries(NAMES, st.sampled_from(["x", "y"]))
COUNTS = st.dictionaries(NAMES, st.integers(1, 2))


@given(DIGESTS, st.integers(1, 2), DIGESTS, COUNTS, st.sets(NAMES), st.booleans())
def test_every_graph_is_sent_or_there_and_only_what_a_load_put_there_is_taken_out(
    ours: dict[str, str],
    number: int,
    ledger: dict[str, str],
    counts: dict[str, int],
    withdrawn: set[str],
    again: bool,
) -> None:
    here, there = Held(ours, dict.fromkeys(ours, number)), Held(ledger, counts)

    found = plan(here, there, withdrawn=withdrawn, again=again)

    parts = [set(part) for part in (found.send, found.skip, found.delete, found.unknown)]
    assert sum(map(len, parts)) == len(set().union(*parts))
    assert set(found.send) | set(found.skip) == ours.keys()
    assert set(found.delete) == (ledger.keys() | withdrawn & counts.keys()) - ours.keys()
    assert set(found.unknown) == counts.keys() - ours.keys() - ledger.keys() - withdrawn
    for name in found.skip:
        assert (ledger[name], counts[name], again) == (ours[name], number, False)
    for name in set(found.send) if not again else ():
        assert (ledger.get(name), counts.get(name)) != (ours[name], number)
