"""The routes: the page, its assets, and the WebSocket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from starlette.websockets import WebSocket

from wetnet.lab.guard import Guard, GuardMiddleware
from wetnet.lab.rooms import ROOMS
from wetnet.lab.session import Session
from wetnet.lab.workers import SESSIONS, Pool

STATIC = Path(__file__).with_name("static")
"""The built page."""


class Assets(StaticFiles):
    """Files whose names carry a digest of their content: kept by the browser for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with a header that says it never changes."""
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def create_app(
    guard: Guard | None = None,
    *,
    rooms: Mapping[str, str] = ROOMS,
    sessions: int = SESSIONS,
    static: Path = STATIC,
) -> Starlette:
    """The lab as an ASGI application; workers start and end with it."""
    pool = Pool(sessions)

    async def page(request: Request) -> Response:
        return FileResponse(static / "index.html", headers={"cache-control": "no-cache"})

    async def icon(request: Request) -> Response:
        return FileResponse(static / "icon.svg", headers={"cache-control": "no-cache"})

    async def connect(socket: WebSocket) -> None:
        address = rooms.get(socket.path_params["room"])
        if address is None:  # closing before accepting answers the handshake with 403
            await socket.close()
        else:
            await Session(socket, pool, address).run()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await pool.warm(next(iter(rooms.values())))
        try:
            yield
        finally:
            await pool.close()

    return Starlette(
        routes=[
            Route("/", page),
            Route("/icon.svg", icon),
            WebSocketRoute("/ws/{room}", connect),
            Mount("/assets", Assets(directory=static / "assets", check_dir=False)),
        ],
        middleware=[Middleware(GuardMiddleware, guard=guard or Guard())],
        lifespan=lifespan,
    )
