"""The body that a tally is counted for: a coalition and those who command it count the same thing."""

from kg.registry import Organisation, Person, Registry


def counting_body(issuer: str, registry: Registry) -> str:
    """One name for all bodies that speak for one another when they count; others keep their own.

    A part of a ministry, an army or an agency counts for the whole, up to the body below a government or
    another that is part of nothing. Who leads a coalition, or belongs to one that its government leads,
    counts for the coalition; a member that does not lead counts for itself.

    >>> from kg.registry import load_registry
    >>> rows = load_registry()
    >>> counting_body("org/us-department-of-defense", rows), counting_body("org/uk-ministry-of-defence", rows)
    ('org/cjtf-oir', 'org/uk-ministry-of-defence')
    """
    row = registry.row(issuer)
    if isinstance(row, Person):
        row = registry.row(row.organisation) if row.organisation is not None else None
    if not isinstance(row, Organisation):
        return issuer
    chain = _chain(row, registry)
    led = {name for body in chain for name in body.leads}
    own = set(row.leads) or {name for body in chain[:-1] for name in body.member_of if name in led}
    if len(own) == 1 and _acts_in(chain, area_of(min(own), registry)):
        return min(own)
    return chain[-2].id if len(chain) > 1 else row.id


def _acts_in(chain: list[Organisation], area: frozenset[str]) -> bool:
    """False where a part of the body acts elsewhere only: a command for another region."""
    return not any(body.area and area and area.isdisjoint(body.area) for body in chain)


def area_of(body: str, registry: Registry) -> frozenset[str]:
    """The places in which a body acts, as the registry has them; its tally over them is one."""
    row = registry.row(body)
    return frozenset(row.area) if isinstance(row, Organisation) else frozenset()


def _chain(row: Organisation, registry: Registry) -> list[Organisation]:
    """The body and all that it is part of, outermost last."""
    chain = [row]
    while (parent := registry.row(chain[-1].parent or "")) not in (None, *chain):
        if not isinstance(parent, Organisation):
            break
        chain.append(parent)
    return chain
