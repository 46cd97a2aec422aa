"""The lab: a page on which both kinds of network can be watched, served from this machine.

Cheap to import: the server is loaded when :func:`serve` is called, JAX only in the worker processes.
"""

from __future__ import annotations


def serve(
    host: str = "127.0.0.1",
    port: int = 8642,
    open_browser: bool = True,
    token: str | None = None,
) -> None:
    """Serve the lab until interrupted.

    Parameters
    ----------
    host: address to listen on; anything but loopback needs a ``token``.
    port: TCP port; 0 takes a free one.
    open_browser: show the page in the user's browser once it is served.
    token: secret that a visitor must bring in the address (``?token=…``).

    Raises
    ------
    ResourceError: the port is taken, the address is not of this machine, or the page was never built.
    ConfigurationError: an address beyond loopback without a token.
    """
    from wetnet.lab.server import serve as run

    run(host=host, port=port, open_browser=open_browser, token=token)
