"""The body that a tally is counted for: a coalition and those who command it count the same thing."""

from kg.registry import Organisation, Registry
from kg.resolve.origins import body_of


def counting_body(issuer: str, registry: Registry) -> str:
    """One name for all bodies that count for one another; others keep their own. People have their body's.

    Who leads a coalition counts for it, and so does a part of the leader that the registry has as a member:
    the ministry, the armed forces. Other members count for themselves, and so do other parts of the leader,
    because a command for another region has a tally of its own.

    >>> from kg.registry import load_registry
    >>> rows = load_registry()
    >>> counting_body("org/us-department-of-defense", rows), counting_body("org/uk-ministry-of-defence", rows)
    ('org/cjtf-oir', 'org/uk-ministry-of-defence')
    """
    body = body_of(issuer, registry) or issuer
    row = registry.row(body)
    if not isinstance(row, Organisation):
        return body
    led = {name for whole in _wholes(row, registry) for name in whole.leads}
    coalitions = set(row.leads) or led & set(row.member_of)
    return coalitions.pop() if len(coalitions) == 1 else body


def area_of(body: str, registry: Registry) -> frozenset[str]:
    """The places in which a body acts, as the registry has them; its tally over them is one."""
    row = registry.row(body)
    return frozenset(row.area) if isinstance(row, Organisation) else frozenset()


def _wholes(row: Organisation, registry: Registry) -> list[Organisation]:
    """All that the body is part of, innermost first."""
    chain = [row]
    while isinstance(parent := registry.row(chain[-1].parent or ""), Organisation) and parent not in chain:
        chain.append(parent)
    return chain[1:]
