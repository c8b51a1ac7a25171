"""A stream that passes bytes on and knows how many there were and what their sha256 is."""

import hashlib
from typing import BinaryIO


class Measured:
    """Writes to another stream, from the beginning of a file on."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes, /) -> int:
        """Passes the bytes on."""
        self._stream.write(data)
        self._hash.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Passes on what waits."""
        self._stream.flush()

    @property
    def sha256(self) -> str:
        """The hexadecimal digest of all bytes so far."""
        return self._hash.hexdigest()
