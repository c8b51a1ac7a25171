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
        self.connections = 0
        self._listener = listener
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let nobody come any more."""
        with socket.create_connection(("127.0.0.1", self.port)) as last:
            last.sendall(b"stop\n")
            last.recv(4096)
        self._thread.join()
        self._listener.close()

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
            self.connections += 1


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
