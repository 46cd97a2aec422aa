"""Who may talk to the server: the page it served, on the address it serves, with the token if there is one.

A foreign page in the user's browser can reach 127.0.0.1 too. Checking ``Host`` stops DNS rebinding (a
foreign name resolved to this machine); checking ``Origin`` stops a foreign page's WebSocket.
"""

from __future__ import annotations

import ipaddress
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from wetnet.core.errors import ConfigurationError

COOKIE = "wetnet_token"


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Guard:
    """The rules for one server: the address it listens on and its token, if any."""

    host: str = "127.0.0.1"
    token: str | None = None

    def __post_init__(self) -> None:
        if not is_loopback(self.host) and not self.token:
            raise ConfigurationError(
                f"host {self.host!r} can be reached by others; give a secret with --token, "
                "or serve on 127.0.0.1 (the default)"
            )

    def host_allowed(self, header: str | None) -> bool:
        """Whether a ``Host`` header names this server: by number, as localhost, or as the machine's own name."""
        name = _hostname(header)
        if name is None:
            return False
        if is_loopback(self.host):
            return is_loopback(name)
        return name in {"localhost", self.host.lower(), socket.gethostname().lower()} or _is_number(name)

    def origin_allowed(self, headers: Mapping[str, str]) -> bool:
        """Whether a WebSocket was opened by a page that this server served."""
        origin = headers.get("origin", "")
        scheme, _, place = origin.partition("://")
        return scheme in ("http", "https") and place.lower() == headers.get("host", "").lower()

    def token_allowed(self, headers: Mapping[str, str], query: bytes) -> bool:
        """Whether the visitor brought the token, in the address or in the cookie set by the first visit."""
        if self.token is None:
            return True
        offered = [cookie_parser(headers.get("cookie", "")).get(COOKIE, ""), *_offered(query)]
        return any(secrets.compare_digest(value.encode(), self.token.encode()) for value in offered)


class GuardMiddleware:
    """Applies a Guard to every request and WebSocket, and the security headers to every answer."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self.app, self.guard = app, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is allowed; answer the rest."""
        if scope["type"] == "http":
            await self._http(scope, receive, _with_headers(send, Headers(scope=scope).get("host", "")))
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, query = Headers(scope=scope), scope["query_string"]
        answer: ASGIApp
        if not self.guard.host_allowed(headers.get("host")):
            answer = PlainTextResponse("This lab answers on its own address only.", status_code=421)
        elif not self.guard.token_allowed(headers, query):
            answer = PlainTextResponse("This lab needs its token: open the address with ?token=…", status_code=403)
        elif _offered(query) and self.guard.token:
            answer = RedirectResponse(scope["path"], status_code=303)
            answer.set_cookie(COOKIE, self.guard.token, httponly=True, samesite="strict")
        else:
            answer = self.app
        await answer(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        allowed = (
            self.guard.host_allowed(headers.get("host"))
            and self.guard.origin_allowed(headers)
            and self.guard.token_allowed(headers, scope["query_string"])
        )
        if allowed:
            await self.app(scope, receive, send)
        else:  # closing before accepting answers the handshake with 403
            await WebSocket(scope, receive, send).close(1008)


def security_headers(host: str) -> dict[str, str]:
    """Headers of every answer: nothing may be loaded from, or sent to, another place."""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; "
        f"connect-src 'self' ws://{host} wss://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
    }


def _with_headers(send: Send, host: str) -> Send:
    extra = [(name.encode(), value.encode("latin-1", "ignore")) for name, value in security_headers(host).items()]

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *extra]}
        await send(message)

    return sending


def _hostname(header: str | None) -> str | None:
    try:
        return urlsplit(f"//{header}").hostname if header else None
    except ValueError:
        return None


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _offered(query: bytes) -> list[str]:
    return parse_qs(query.decode("latin-1")).get("token", [])
