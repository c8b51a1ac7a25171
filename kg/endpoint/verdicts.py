"""What a status that is no success means: refused, busy, sent elsewhere, or not known."""

import base64
import time
from email.utils import parsedate_to_datetime
from typing import Final

from kg.endpoint.address import Address
from kg.endpoint.credentials import PASSWORD, USER
from kg.errors import BusyError, EndpointError, NoAnswerError

LONGEST_REPLY: Final = 300
"""How many characters of what a server says are shown."""


def verdict(
    address: Address, where: str, status: int, said: str, *, retry_after: str | None = None, what: str = ""
) -> EndpointError:
    """The error for an answer that is no success; ``what`` names what was refused.

    A server can say anything, the password that it was sent included; that is not repeated.
    """
    if 300 <= status < 400:
        return EndpointError(f"{where}: redirects elsewhere, which kg does not follow; give that address")
    if status == 401 and address.user is None:
        return EndpointError(f"{where}: asks who you are (401); set {USER} and {PASSWORD}")
    if status == 401:
        return EndpointError(
            f"{where}: does not know user {address.user!r} with this password (401); "
            f"see {USER} and {PASSWORD}"
        )
    told = f"{where}: refused {f'{what} ' if what else ''}with {status}: {shown(address, said)}".rstrip(" :")
    if status in (429, 503):
        return BusyError(told, _wait(retry_after))
    if status == 403:
        return EndpointError(f"{told}; is this user allowed to? See {USER}")
    if status in (404, 405, 501):
        return EndpointError(f"{told}; is this its address? --kind says which kind of server it is")
    return (NoAnswerError if status >= 500 or status == 408 else EndpointError)(told)


def shown(address: Address, said: str) -> str:
    """The beginning of what a server says, in one line, without the password in any form that was sent."""
    text = " ".join(said.split())
    if address.password:
        pair = f"{address.user}:{address.password}".encode()
        for secret in (base64.b64encode(pair).decode(), address.password):
            text = text.replace(secret, "[hidden]")
    return text[:LONGEST_REPLY]


def _wait(value: str | None) -> float | None:
    """Seconds to wait as Retry-After says, a number or a date (RFC 9110); None where it says nothing."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(parsedate_to_datetime(value).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None
