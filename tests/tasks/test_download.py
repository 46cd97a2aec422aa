import functools
import gzip
import hashlib
import http.server
import threading

import numpy as np
import pytest

from wetnet.core.errors import DataError, ResourceError
from wetnet.tasks import digits, download, mnist

CONTENT = bytes(range(256)) * 700
DIGEST = hashlib.sha256(CONTENT).hexdigest()


class Handler(http.server.SimpleHTTPRequestHandler):
    asked: list[str]

    def do_GET(self):
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_):
        pass


@pytest.fixture
def mirror(tmp_path):
    """A local web server: its folder, its address, and what was asked of it."""
    folder = tmp_path / "served"
    folder.mkdir()
    handler = type("Recording", (Handler,), {"asked": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}/", handler.asked
    server.shutdown()
    server.server_close()


def test_a_file_is_fetched_once(mirror, tmp_path):
    folder, address, asked = mirror
    (folder / "thing").write_bytes(CONTENT)
    for _ in range(2):
        download.fetch([address + "thing"], tmp_path / "new" / "thing", DIGEST)
    assert (tmp_path / "new" / "thing").read_bytes() == CONTENT
    assert asked == ["/thing"]


def test_the_next_mirror_is_tried_after_a_missing_and_a_wrong_file(mirror, tmp_path):
    folder, address, asked = mirror
    (folder / "wrong").write_bytes(CONTENT[:-1])
    (folder / "right").write_bytes(CONTENT)
    download.fetch([address + name for name in ("missing", "wrong", "right")], tmp_path / "thing", DIGEST)
    assert (tmp_path / "thing").read_bytes() == CONTENT
    assert asked == ["/missing", "/wrong", "/right"]


def test_a_wrong_digest_is_refused_and_nothing_is_left(mirror, tmp_path):
    folder, address, _ = mirror
    (folder / "thing").write_bytes(b"<html>please log in</html>")
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "thing").write_bytes(b"what was there before")
    with pytest.raises(ResourceError, match=f"thing.*SHA-256 is .*, expected {DIGEST}"):
        download.fetch([address + "thing"], kept / "thing", DIGEST)
    assert [path.name for path in kept.iterdir()] == ["thing"]
    assert (kept / "thing").read_bytes() == b"what was there before"


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ResourceError, match="cannot write to"):
        download.fetch([], tmp_path / "file" / "thing", DIGEST)


@pytest.fixture
def served_mnist(mirror, small_mnist, write_idx, monkeypatch):
    """A mirror that holds the small MNIST."""
    folder, address, asked = mirror
    files = []
    for file, values in small_mnist.items():
        path = write_idx(folder / f"{file.name}.gz", values, compressed=True)
        files.append(file._replace(compressed=hashlib.sha256(path.read_bytes()).hexdigest()))
    monkeypatch.setattr(mnist, "FILES", tuple(files))
    for name, file in zip(("TRAIN_IMAGES", "TRAIN_LABELS", "TEST_IMAGES", "TEST_LABELS"), files, strict=True):
        monkeypatch.setattr(mnist, name, file)
    monkeypatch.setattr(mnist, "CLASS_COUNTS", {files[1]: (2,) * 10, files[3]: (1,) * 10})
    monkeypatch.setattr(mnist, "MIRRORS", (address,))
    return folder, asked


def test_digits_are_downloaded_into_the_cache_and_found_there_again(served_mnist, nothing_here, small_mnist):
    _, asked = served_mnist
    first, second = digits.load(), digits.load()
    assert len(asked) == 4
    assert str(nothing_here) in first.source
    np.testing.assert_array_equal(second.train_images, next(iter(small_mnist.values())))


def test_an_interrupted_download_goes_on_with_what_is_missing(served_mnist, nothing_here):
    folder, asked = served_mnist
    hidden = folder / f"{mnist.TEST_LABELS.name}.gz"
    content = hidden.read_bytes()
    hidden.unlink()
    with pytest.raises(ResourceError, match="t10k-labels"):
        mnist.fetch(nothing_here)
    hidden.write_bytes(content)
    asked.clear()
    digits.load()
    assert asked == [f"/{hidden.name}"]


def test_a_damaged_cache_is_refused_and_fetch_repairs_it(served_mnist, nothing_here):
    digits.load()
    damaged = nothing_here / f"{mnist.TRAIN_LABELS.name}.gz"
    damaged.write_bytes(gzip.compress(b"nonsense"))
    with pytest.raises(DataError, match="train-labels"):
        digits.load()
    mnist.fetch(nothing_here)
    assert len(digits.load().train_labels) == 20
