"""Who asks a server: a name and a password from the environment or the keyring, never from a command line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.errors import AddressError, EndpointError

USER: Final = "KG_USER"
PASSWORD: Final = "KG_PASSWORD"  # the name of a variable


@dataclass(frozen=True, slots=True)
class Login:
    """A name and its password; the password is never shown."""

    user: str
    password: str = field(repr=False)


def login_for(origin: str, environment: Mapping[str, str]) -> Login | None:
    """Who asks the server at ``https://HOST[:PORT]``; None where no user is named.

    The password is ``KG_PASSWORD``, else what the keyring has for the service ``kg ORIGIN`` and the user.

    Raises:
        AddressError: a user without a password, a password without a user, or letters that none can have.
        EndpointError: the keyring cannot be read.
    """
    user, password = environment.get(USER), environment.get(PASSWORD)
    if not user:
        if password:
            raise AddressError(f"{PASSWORD} is set and {USER} is not; set both, or neither")
        return None
    known = password if password is not None else _from_keyring(service_of(origin), user)
    if known is None:
        raise AddressError(
            f"{origin}: no password of user {user!r}; set {PASSWORD}, or store it once: "
            f"keyring set '{service_of(origin)}' {user}"
        )
    if ":" in user or any(ord(letter) < 32 for letter in user + known):
        raise AddressError(
            f"{USER} holds a colon, or it or {PASSWORD} a control character; no server takes these"
        )
    return Login(user, known)


def service_of(origin: str) -> str:
    """Under which name the keyring has the passwords of a server."""
    return f"kg {origin}"


def _from_keyring(service: str, user: str) -> str | None:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(service, user)
    except keyring.errors.KeyringError as error:
        raise EndpointError(f"the keyring cannot be read ({type(error).__name__}); set {PASSWORD}") from None
    return found
