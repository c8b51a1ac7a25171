"""A server on loopback that counts who comes, and a file that nobody must read."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

SECRET: Final = "canary-7d1f0c"


class Canary:
    """Counts connections; each is answered with a redirect to the secret file, and closed."""

    def __init__(self, listener: socket.socket, file: Path) -> None:
        self.port: int = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.file = file
        self._count = 0
        self._listener = listener
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def connections(self) -> int:
        """How many came so far; whoever came before us was served before us."""
        self._say(b"count\n")
        return self._count

    def stop(self) -> None:
        """Let nobody come any more."""
        self._say(b"stop\n")
        self._thread.join()
        self._listener.close()

    def _say(self, word: bytes) -> None:
        with socket.create_connection(("127.0.0.1", self.port)) as ours:
            ours.sendall(word)
            while ours.recv(4096):
                pass

    def _serve(self) -> None:
        answer = f"HTTP/1.1 302 Found\r\nLocation: {self.file.as_uri()}\r\nContent-Length: 0\r\n\r\n".encode()
        while True:
            caller, _ = self._listener.accept()
            with caller:
                caller.settimeout(5)
                try:
                    asked = caller.recv(4096)
                    caller.sendall(answer)
                except OSError:
                    asked = b""
            if asked == b"stop\n":
                return
            self._count += asked != b"count\n"


@contextmanager
def canary(folder: Path) -> Iterator[Canary]:
    """A server that is heard of only by those who reach out, and the file beside it."""
    file = folder / "secret.txt"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(20)
        listening = Canary(listener, file)
        try:
            yield listening
        finally:
            listening.stop()
