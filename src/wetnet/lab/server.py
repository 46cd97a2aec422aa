"""Serving the lab: taking the port, starting uvicorn, showing the page."""

from __future__ import annotations

import errno
import socket
import threading
import webbrowser
from urllib.parse import urlencode

import uvicorn

from wetnet.core.errors import ResourceError
from wetnet.lab.app import STATIC, create_app
from wetnet.lab.guard import Guard

TRANSPORT_LIMIT = 64 * 1024 * 1024
"""Bytes at which the connection itself is cut; messages beyond messages.TEXT_LIMIT are answered before that."""


def serve(host: str, port: int, open_browser: bool, token: str | None) -> None:
    """Serve the lab until interrupted; see :func:`wetnet.lab.serve`."""
    guard = Guard(host, token)
    if not (STATIC / "index.html").is_file():
        raise ResourceError("the lab's page has not been built; run `make lab`, or `npm ci && npm run build` in web/")
    listening = listen(host, port)
    address = url(host, listening.getsockname()[1], token)
    server = _Announcing(config(guard), address, open_browser)
    server.run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the address.

    Raises
    ------
    ResourceError: the port is taken or may not be used, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        code = getattr(error, "errno", None)
        if code == errno.EADDRINUSE:
            raise ResourceError(
                f"port {port} on {host} is taken, perhaps by another lab; choose one with "
                f"--port {port + 1 if port < 65535 else 8642}, or --port 0 for any free one"
            ) from error
        raise ResourceError(f"cannot listen on {host}, port {port}: {error}") from error


def url(host: str, port: int, token: str | None) -> str:
    """The address to open in a browser."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}/" + (f"?{urlencode({'token': token})}" if token else "")


def config(guard: Guard) -> uvicorn.Config:
    """How uvicorn runs the lab: no compression of frames, quick shutdown, quiet log."""
    return uvicorn.Config(
        create_app(guard),
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=TRANSPORT_LIMIT,
        timeout_graceful_shutdown=2,
        server_header=False,
        log_level="warning",
    )


class _Announcing(uvicorn.Server):
    """A server that says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, address: str, open_browser: bool) -> None:
        super().__init__(config)
        self._address, self._open_browser = address, open_browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"wetnet lab: {self._address}  (Ctrl-C ends it)", flush=True)
            if self._open_browser:
                threading.Thread(target=webbrowser.open, args=(self._address,), daemon=True).start()
