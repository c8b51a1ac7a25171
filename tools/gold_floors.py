"""Sets the floors under our own gold: three points under what is measured, never lower by accident.

    python tools/gold_floors.py             measure, and raise the floors that can be raised
    python tools/gold_floors.py --lower     also lower what has fallen; say why in the commit

The floors are of one corpus: its digest is written beside them, and a test refuses them for another.
"""

import argparse
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.gold import measured

MARGIN = 3  # points
HEAD = (
    "# Written by tools/gold_floors.py: the least that each half may reach, the most that may be invented.\n"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lower", action="store_true", help="lower floors too")
    lower = parser.parse_args().lower
    old = tomllib.loads(measured.FLOORS.read_text(encoding="utf-8")) if measured.FLOORS.is_file() else {}
    lines = [HEAD, f'corpus = "{measured.digest()}"\n']
    fallen: list[str] = []
    for half in measured.HALVES:
        now = measured.shares_of(half)
        lines.append(f"\n[{half}.least]\n")
        for name, share in sorted(now.items()):
            before = old.get(half, {}).get("least", {}).get(name, 0.0)
            if share < before and not lower:
                fallen.append(f"{half} {name}: measured {share:.3f}, the floor is {before}")
            floor = _floor(share) if lower else max(before, _floor(share))
            lines.append(f'"{name}" = {floor}\n')
        lines.append(f"\n[{half}.most]\n")
        lines += [f'"{name}" = {number}\n' for name, number in _most(half, old, fallen, lower=lower).items()]
    if fallen:
        sys.exit("\n".join([*fallen, "--lower lowers them; nothing was written"]))
    measured.FLOORS.write_text("".join(lines), encoding="utf-8")


def _floor(share: float) -> float:
    return int(share * 100 - MARGIN) / 100


def _most(
    half: str, old: Mapping[str, Mapping[str, Mapping[str, int]]], fallen: list[str], *, lower: bool
) -> dict[str, int]:
    found = {}
    for name, number in measured.invented_in(half).items():
        before = old.get(half, {}).get("most", {}).get(name, number)
        if number > before and not lower:
            fallen.append(f"{half} {name}: {number} invented, at most {before} may be")
        found[name] = number
    return found


if __name__ == "__main__":
    main()
