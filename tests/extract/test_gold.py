"""How well articles written without sight of the rules are read: it cannot get worse unnoticed."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from kg.articles import read_file
from kg.extract import extract
from kg.records import to_dict
from tests.extract import scoring
from tests.extract.invented import broken_promises

GOLD = Path(__file__).parents[1] / "gold"

TUNED = (
    "wire_bajil", "page_martakert", "release_jamaame", "list_hajin", "monitor_adiabo",
    "neg_quake", "local_hadba", "interview_dattakhel", "briefing_nuseirat", "neg_dockers", "neg_marseille",
    "update_druzhkivka", "comments_nadali", "inquiry_wadihajar", "twice_bahri", "tally_may",
    "retro_prilluzha", "mixed_sofara", "bombs_taji", "neg_fireworks",
    "wire_kitaf", "mod_ariha", "local_asharah", "tolls_raqqa", "neg_dahej",
    "wire_kohistanat", "local_aburasin", "list_jilib", "tolls_qarara", "neg_cochabamba", "neg_norrkoping",
    "briefing_salif", "release_samre", "live_okhtyrka", "ngo_abuzabad",
    "opposition_kafrruma", "state_shaafa", "gulf_dael", "wire_mukayras", "neg_lightning", "release_waghez",
    "release_assessments", "paper_kunyo", "page_kangyitaw", "un_kordofan",
    "release_kabul", "wire_hajjah", "list_baiji", "follow_nuseirat", "neg_portcrane", "wire_kherson",
    "radio_omdurman", "wire_janzour", "live_ganja", "neg_dockpay",
)  # fmt: skip
UNSEEN = (
    "ngo_demoso", "list_shabwah", "follow_malele", "live_kupiansk", "retro_yemen", "inquiry_rawa",
    "wire_zawaida", "ngo_naming", "local_talmenes", "inquiry_jadida", "release_somalia", "ngo_gathering",
)  # fmt: skip
HALVES = {"tuned": TUNED, "unseen": UNSEEN}

# The floors are three points under what was measured on this corpus. Raise them with the rules; who lowers
# one or changes the corpus says why in the commit.
CORPUS = "27c3bcd543ea4d9a"
F1 = {
    "tuned": {"strikes": 0.87, "statements": 0.94, "strict": 0.92, "figures": 0.87},
    "unseen": {"strikes": 0.78, "statements": 0.88, "strict": 0.79, "figures": 0.87},
}
FIELDS = {
    "tuned": {"speaker": 0.95, "stance": 0.95, "about": 0.81, "value": 0.96, "harm": 0.96},
    "unseen": {"speaker": 0.92, "stance": 0.93, "about": 0.64, "value": 0.96, "harm": 0.93},
}
TAKEN = {
    "tuned": {"distractors taken": 10, "negatives with strikes": 1},
    "unseen": {"distractors taken": 4, "negatives with strikes": 0},
}


def by_half(table: Mapping[str, Mapping[str, float]]) -> list[object]:
    rows = [(half, name, floor) for half, floors in table.items() for name, floor in floors.items()]
    return [pytest.param(*row, id=f"{row[0]} {row[1]}") for row in rows]


def test_the_floors_hold_for_this_corpus() -> None:
    names = sorted(path for path in GOLD.iterdir() if path.suffix in (".txt", ".toml", ".json"))
    digest = sha256()
    for path in names:
        digest.update(path.name.encode() + b"\n" + path.read_bytes())

    assert digest.hexdigest()[:16] == CORPUS, "tests/gold has changed: measure again and set the floors"


def test_each_article_lies_in_one_half() -> None:
    assert sorted(TUNED + UNSEEN) == sorted(path.stem for path in GOLD.glob("*.txt"))


@pytest.mark.parametrize("name", sorted(TUNED + UNSEEN))
def test_every_record_keeps_its_promises(name: str) -> None:
    [article] = read_file(GOLD / f"{name}.txt")

    assert broken_promises(extract(article)) == []


@pytest.mark.parametrize(("half", "task", "floor"), by_half(F1))
def test_a_task_stays_above_its_floor(half: str, task: str, floor: float) -> None:
    assert scoring.f1(counts(half), task) >= floor


@pytest.mark.parametrize(("half", "field", "floor"), by_half(FIELDS))
def test_what_is_found_is_read_right(half: str, field: str, floor: float) -> None:
    assert scoring.share(counts(half), field) >= floor


@pytest.mark.parametrize(("half", "what", "ceiling"), by_half(TAKEN))
def test_no_more_is_invented(half: str, what: str, ceiling: int) -> None:
    assert counts(half)[what] <= ceiling


@cache
def counts(half: str) -> Counter[str]:
    def record(path: Path) -> scoring.Item:
        [article] = read_file(path)
        return to_dict(extract(article))

    return scoring.score_folder(GOLD, HALVES[half], record)
