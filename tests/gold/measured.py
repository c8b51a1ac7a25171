"""What the program reaches on the gold that lies here, tuned on or only scored."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from kg.evaluation import evaluate, rates, read_gold, shares

GOLD = Path(__file__).parent
FLOORS = GOLD / "floors.toml"

UNSEEN = (
    "local_talmenes", "ngo_demoso", "ngo_gathering", "ngo_naming", "ngo_thakana", "paper_nakyal",
    "release_somalia", "retro_yemen", "wire_zawaida", "local_sarmin", "isaf_shahjoy",
    "page_ennahud", "radio_jilib", "neg_boiler", "un_yeu", "market_rama",
    "court_verdict", "kettle_recall", "onion_prices", "storm", "university_provost", "celebrity_split",
    "court_fraud", "foreign_talks", "obit_botanist", "rail_bill", "science_bees", "storm_flood", "tech_chat",
    "congress_water_bill", "takeover_corvane", "cityhall_scooters", "sport_baseball", "foreign_kastovia",
    "education_corridors", "tech_speakers",
)  # fmt: skip
"""Only scored: never open these texts nor print their single errors; who opens one takes it out of here."""

HALVES = ("tuned", "unseen", "news_tuned", "news_unseen")
"""Articles of wars with all their gold, and general news with its attributions: tuned on, and only scored."""


def gold_files(half: str) -> list[Path]:
    """The gold of one half, by name."""
    pattern = "news/*.ann" if half.startswith("news") else "*.gold.json"
    every = sorted(GOLD.glob(pattern))
    return [path for path in every if (path.name.split(".")[0] in UNSEEN) == half.endswith("unseen")]


def texts() -> list[Path]:
    """Every article, by name."""
    return sorted(GOLD.rglob("*.txt"))


def digest() -> str:
    """The first digits of the hash over every text, sidecar and gold file."""
    found = sha256()
    for path in sorted(
        path for path in GOLD.rglob("*.*") if path.suffix in (".txt", ".toml", ".json", ".ann")
    ):
        if path != FLOORS:
            found.update(path.relative_to(GOLD).as_posix().encode() + b"\n" + path.read_bytes())
    return found.hexdigest()[:16]


def shares_of(half: str) -> dict[str, float]:
    """F1 of every task, and of every field the share that is right."""
    counts = _counts(half)
    found = {rate.task: rate.f1 for rate in rates(counts, rounds=1)}
    return found | {name: ok / of for name, (ok, of) in shares(counts).items()}


def invented_in(half: str) -> Mapping[str, int]:
    """How many distractors were taken as figures, and in how many negative articles a strike was read."""
    total: Counter[str] = Counter()
    for counts in _counts(half):
        total.update(counts)
    return {name: total[f"{name} taken"] for name in ("distractors", "negatives")}


@cache
def _counts(half: str) -> list[Counter[str]]:
    return [score.counts for score in evaluate(read_gold(gold_files(half)))]
