"""Writes articles that all differ, of about 500 words each and as dense as news, for the benchmarks.

News of the kind that the program is for has 24 to 26 statements and some 1,760 quads in 500 words, measured
on real articles; ``BACKGROUND`` is set so that these have as many.
Article n is the same on every run: names, numbers, dates and the order of sentences are drawn from a
generator seeded with n. Nobody is quoted: people and outlets are made up, bodies are those of the registry.
"""

import random
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path

BACKGROUND = 0.3  # share of sentences about no harm
WORDS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8")
)


def article(number: int) -> tuple[str, str]:
    """Text and sidecar (TOML) of one article of about 500 words.

    >>> article(7) == article(7), article(7) == article(8)
    (True, False)
    """
    draw = random.Random(number)
    published = date(2014, 9, 1) + timedelta(days=draw.randrange(1600))
    place, outlet = draw.choice(WORDS["places"]), f"Benchmark Courier {number % 40}"
    title = f"Reports differ on deaths in {place} after strike number {number}"
    paragraphs = [f"{place.upper()} (Benchmark Courier) — {_sentence(draw, published, place)}"]
    while sum(len(paragraph.split()) for paragraph in paragraphs) < 480:
        here = place if draw.random() < 0.7 else draw.choice(WORDS["places"])
        paragraphs.append(" ".join(_sentence(draw, published, here) for _ in range(draw.randint(1, 3))))
    text = "\n\n".join([title, *paragraphs]) + "\n"
    return text, f'title = "{title}"\npublisher = "{outlet}"\npublished = {published.isoformat()}\n'


def write_articles(folder: Path, count: int, *, first: int = 0) -> int:
    """Write ``count`` articles with their sidecars into a folder; the number of words written."""
    folder.mkdir(parents=True, exist_ok=True)
    words = 0
    for number in range(first, first + count):
        text, sidecar = article(number)
        words += len(text.split())
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
        (folder / f"{number:06}.toml").write_text(sidecar, encoding="utf-8")
    return words


def _sentence(draw: random.Random, published: date, place: str) -> str:
    day = published - timedelta(days=draw.randint(1, 60))
    body = draw.choice(WORDS["bodies"])
    values = {
        "Body": body[0].upper() + body[1:],
        "body": body,
        "place": place,
        "target": draw.choice(WORDS["targets"]),
        "Rank": draw.choice(WORDS["ranks"]),
        "name": draw.choice(WORDS["given"]) + " " + draw.choice(WORDS["family"]),
        "n": draw.randint(11, 180),
        "few": draw.choice(("two", "three", "five", "seven", "nine", "12")),
        "big": f"{draw.randint(1_000, 9_999):,}",
        "country": draw.choice(("Iraq", "Syria", "Iraq and Syria")),
        "day": f"{day:%B} {day.day}",
        "month": f"{day:%B}",
        "later": f"{published:%B}",
        "weekday": f"{published:%A}",
        "year": draw.choice((2014, 2015)),
    }
    kind = "background" if draw.random() < BACKGROUND else "sentences"
    return draw.choice(WORDS[kind]).format_map(values)


if __name__ == "__main__":
    folder_name, how_many = sys.argv[1:]
    print(f"{write_articles(Path(folder_name), int(how_many)):,} words")
