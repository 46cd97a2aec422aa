"""``wetnet lab``: the page on which both networks can be watched."""

from __future__ import annotations

from typing import Annotated

import typer

from wetnet.core.registry import registered


@registered("lab", kind="command")
def lab(
    host: Annotated[str, typer.Option(help="Address to listen on; anything but loopback needs --token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="TCP port; 0 takes a free one.", min=0, max=65535)] = 8642,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
    token: Annotated[str | None, typer.Option(help="Secret a visitor must bring in the address.")] = None,
) -> None:
    """Serve the lab: both networks side by side, in the browser."""
    from wetnet.lab import serve

    serve(host=host, port=port, open_browser=browser, token=token)
