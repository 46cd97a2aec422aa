"""The server as a process of its own: its port, its workers, its end."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from websockets.sync.client import connect

from wetnet.core.errors import ConfigurationError, ResourceError
from wetnet.lab import serve
from wetnet.lab.server import listen, url

SERVER = """
import functools, pathlib, sys
from wetnet.lab import app, server
server.STATIC = pathlib.Path(sys.argv[1])
server.create_app = functools.partial(app.create_app, rooms={"digits": sys.argv[2]}, static=server.STATIC)
server.serve("127.0.0.1", 0, False, None)
"""


@contextmanager
def running(folder):
    """A server with the toy room and its address."""
    (folder / "assets").mkdir(exist_ok=True)
    (folder / "index.html").write_text("<p>the page</p>")
    command = [sys.executable, "-c", SERVER, str(folder), "toy_room:ToyRoom"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield process, process.stdout.readline().split()[2]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def open_page(address):
    """A WebSocket to the server."""
    return connect(address.replace("http", "ws") + "ws/digits", origin=address.rstrip("/"))


def event(page, kind):
    """The next event of a kind."""
    while True:
        received = page.recv(timeout=20)
        if isinstance(received, str) and (found := json.loads(received))["type"] == kind:
            return found


def worker_of(page):
    """The process that computes for a page."""
    page.send('{"type": "save", "network": "mlp"}')
    return int(event(page, "saved")["data"])


def children(pid):
    """The processes that a process started and that live."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def all_gone(pids, seconds=10.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.02)
    return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")


@needs_proc
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_the_server(tmp_path, end):
    with running(tmp_path) as (process, address), open_page(address) as page:
        worker = worker_of(page)
        page.send('{"type": "train", "revision": 1, "network": "mlp"}')
        workers = children(process.pid)
        assert worker in workers
        process.send_signal(end)
        process.wait(timeout=10)
        assert all_gone(workers)


def test_the_page_is_there_before_any_worker_is_ready(tmp_path):
    with running(tmp_path) as (_, address), urllib.request.urlopen(address, timeout=5) as answer:
        assert answer.read() == b"<p>the page</p>"


def test_frames_are_not_compressed(tmp_path):
    with running(tmp_path) as (_, address), open_page(address) as page:
        assert "permessage-deflate" in page.request.headers["Sec-WebSocket-Extensions"]
        assert "Sec-WebSocket-Extensions" not in page.response.headers


def test_a_message_larger_than_the_limit_is_answered_not_cut_off(tmp_path):
    with running(tmp_path) as (_, address), open_page(address) as page:
        page.send("x" * 20_000_000)
        assert "too long" in event(page, "error")["text"]
        assert worker_of(page)


def test_a_taken_port_is_named_with_the_remedy():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ResourceError, match=rf"port {port} on 127\.0\.0\.1 is taken.*--port"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "port"), [("203.0.113.7", 8642), ("no.such.host.invalid", 8642), ("127.0.0.1", 70_000)]
)
def test_an_address_that_is_not_to_be_had_is_named(host, port):
    with pytest.raises(ResourceError, match=f"{host}.*{port}"):
        listen(host, port)


def test_beyond_loopback_a_token_is_asked_for_before_anything_is_served():
    with pytest.raises(ConfigurationError, match="--token"):
        serve(host="0.0.0.0", port=0, open_browser=False)


def test_a_page_that_was_never_built_is_named_with_the_remedy(monkeypatch, tmp_path):
    monkeypatch.setattr("wetnet.lab.server.STATIC", tmp_path)
    with pytest.raises(ResourceError, match="make lab"):
        serve(port=0, open_browser=False)


@pytest.mark.parametrize(
    ("host", "token", "address"),
    [
        ("127.0.0.1", None, "http://127.0.0.1:8642/"),
        ("0.0.0.0", "a b", "http://127.0.0.1:8642/?token=a+b"),
        ("::1", None, "http://[::1]:8642/"),
        ("::", "t", "http://[::1]:8642/?token=t"),
    ],
)
def test_the_address_can_be_opened_in_a_browser(host, token, address):
    assert url(host, 8642, token) == address


def test_importing_the_lab_imports_neither_jax_nor_the_server():
    code = "import sys, wetnet.lab; print([name for name in ('jax', 'numpy', 'uvicorn') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_the_server_imports_no_jax():
    code = "import sys, wetnet.lab.server; print('jax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"
