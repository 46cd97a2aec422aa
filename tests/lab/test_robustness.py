"""Many pages, slow readers, reloads, killed workers and rubbish: the server lives, the others do not notice.

The quick form runs always; twenty pages and ten thousand messages are a validation.
"""

import json
import os
import random
import signal
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
from test_server import event, needs_proc, open_page, running, worker_of

from wetnet.lab.frames import decode

FULL = pytest.mark.validation
MOST_MEMORY = 200_000
"""kB that the server itself may grow by."""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """One server for several tests, and its address."""
    with running(tmp_path_factory.mktemp("lab")) as served:
        yield served


def memory(pid):
    """Resident kB of a process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def shows(page, digit, revision):
    """Ask for a digit and wait until a frame shows it, acknowledging on the way."""
    page.send(json.dumps({"type": "show", "revision": revision, "digit": digit}))
    while True:
        received = page.recv(timeout=30)
        if isinstance(received, bytes):
            frame = decode(received)
            page.send(json.dumps({"type": "ack", "sequence": frame.sequence}))
            if frame.revision >= revision:
                return json.loads(frame.blocks["status"].tobytes())["shown"] == digit


def rubbish(draw):
    """A message that is wrong in one of many ways, or right by chance."""
    kinds = [
        "show",
        "set",
        "step",
        "train",
        "cancel",
        "reset",
        "load",
        "save",
        "ack",
        "draw",
        "build",
        "turn",
        "fly",
        "",
        None,
    ]
    values = [None, True, -1, 0, 3, 1e308, "", "x" * 300, [], {}, [[[]]], "mlp", {"plasticity": 9}]
    if draw.random() < 0.3:
        return draw.randbytes(draw.randrange(60))
    if draw.random() < 0.2:
        return "".join(chr(draw.randrange(1, 0xD000)) for _ in range(draw.randrange(40)))
    fields = ["revision", "digit", "network", "settings", "steps", "seed", "data", "sequence", "ink", "hidden", "index"]
    chosen = {name: draw.choice(values) for name in draw.sample(fields, draw.randrange(5))}
    return json.dumps({"type": draw.choice(kinds), **chosen})


@needs_proc
@pytest.mark.parametrize("pages", [4, pytest.param(20, marks=FULL)])
def test_many_pages_at_once_are_served_or_told_that_the_lab_is_full(tmp_path, pages):
    with running(tmp_path) as (process, address), ExitStack() as stack:
        opened = [stack.enter_context(open_page(address)) for _ in range(pages)]
        first = [json.loads(page.recv(timeout=60)) for page in opened]
        served = [page for page, said in zip(opened, first, strict=True) if said["type"] != "full"]
        assert len(served) == min(pages, 8)
        assert all(shows(page, digit % 10, 1) for digit, page in enumerate(served))
        assert process.poll() is None


@needs_proc
def test_a_page_that_reads_nothing_costs_no_memory_and_disturbs_nobody(lab):
    process, address = lab
    with open_page(address) as slow, open_page(address) as other:
        event(slow, "worker")
        event(other, "worker")
        before = memory(process.pid)
        slow.send('{"type": "train", "revision": 1, "network": "mlp"}')
        for revision in range(1, 60):
            assert shows(other, revision % 10, revision)
        assert memory(process.pid) - before < MOST_MEMORY


@needs_proc
def test_pages_that_come_and_go_leave_no_process_behind(lab):
    process, address = lab
    for _ in range(6):
        with open_page(address) as page:
            assert shows(page, 7, 1)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    settled = threading.Event()
    for _ in range(200):
        if len(children.read_text().split()) <= 1 or settled.wait(0.05):
            break
    assert len(children.read_text().split()) <= 1  # the spare


@needs_proc
def test_a_killed_worker_is_its_own_pages_trouble_only(lab):
    _, address = lab
    with open_page(address) as page, open_page(address) as other:
        os.kill(worker_of(page), signal.SIGKILL)
        while event(page, "worker")["state"] != "stopped":
            pass
        assert shows(other, 4, 1)
        page.send('{"type": "restart"}')
        while event(page, "worker")["state"] != "ready":
            pass
        assert shows(page, 5, 2)


@needs_proc
@pytest.mark.parametrize("count", [1000, pytest.param(10_000, marks=FULL)])
def test_random_messages_harm_nobody(lab, count):
    draw = random.Random(20261123)
    process, address = lab
    with open_page(address) as other:
        assert shows(other, 1, 1)
        before = memory(process.pid)
        with open_page(address) as page:
            reading = threading.Thread(target=lambda: [None for _ in page], daemon=True)
            reading.start()
            for number in range(count):
                page.send(rubbish(draw))
                if number % 200 == 0:
                    assert shows(other, number // 200 % 10, 2 + number)
        assert process.poll() is None
        assert memory(process.pid) - before < MOST_MEMORY
        assert shows(other, 9, count + 10)
        with open_page(address) as later:
            assert shows(later, 3, 1)
