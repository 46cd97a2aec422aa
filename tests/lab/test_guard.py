import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from wetnet.core.errors import ConfigurationError
from wetnet.lab.app import create_app
from wetnet.lab.guard import Guard

HERE = "http://127.0.0.1:8642"


@pytest.fixture
def client_for(tmp_path):
    """A client of an app with a page, whose workers are never started (no lifespan)."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<p>the page</p>")
    (tmp_path / "assets" / "a.js").write_text("1")

    def make(guard=None, base_url=HERE):
        return TestClient(create_app(guard, rooms={"digits": "no:Room"}, static=tmp_path), base_url=base_url)

    return make


@pytest.mark.parametrize("host", ["127.0.0.1:8642", "localhost:8642", "LOCALHOST", "[::1]:8642", "127.0.0.2"])
def test_the_page_is_served_on_loopback(client_for, host):
    answer = client_for().get("/", headers={"host": host})
    assert (answer.status_code, answer.text) == (200, "<p>the page</p>")


@pytest.mark.parametrize(
    "host",
    ["evil.example:8642", "127.0.0.1.evil.example", "192.168.1.5:8642", "localhost.evil.example", "", "[::1", "a@b"],
)
def test_another_host_name_is_refused(client_for, host):
    answer = client_for().get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "the page" not in answer.text


@pytest.mark.parametrize("path", ["/", "/assets/a.js", "/nothing"])
def test_every_answer_forbids_other_places(client_for, path):
    headers = client_for().get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "*" not in policy
    assert {part for part in policy.split() if "://" in part} == {"ws://127.0.0.1:8642", "wss://127.0.0.1:8642;"}
    assert headers["x-content-type-options"] == "nosniff"


def test_assets_stay_inside_their_folder(client_for):
    assert client_for().get("/assets/a.js").text == "1"
    assert client_for().get("/assets/%2e%2e/index.html").status_code == 404


def websocket_opens(client, headers):
    address = str(client.base_url.copy_with(scheme="ws", path="/ws/digits"))
    with client.websocket_connect(address, headers=headers):
        return True


def test_its_own_page_can_open_the_websocket(client_for):
    with client_for() as client:
        assert websocket_opens(client, {"origin": HERE})
    with client_for(base_url="http://localhost:8642") as client:
        assert websocket_opens(client, {"origin": "http://localhost:8642"})


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://localhost:8642"},
        {"origin": "null"},
        {"origin": "file://127.0.0.1:8642"},
        {},
        {"origin": "http://evil.example:8642", "host": "evil.example:8642"},
    ],
)
def test_a_foreign_page_cannot_open_the_websocket(client_for, headers):
    with pytest.raises(WebSocketDisconnect) as refusal:
        websocket_opens(client_for(), headers)
    assert refusal.value.code == 1008


class TestToken:
    GUARD = Guard("0.0.0.0", "a secret")
    LAN = "http://192.168.1.5:8642"

    def test_an_address_beyond_loopback_needs_one(self):
        for host in ("0.0.0.0", "192.168.1.5", "::", "example.org"):
            with pytest.raises(ConfigurationError, match="--token"):
                Guard(host)

    @pytest.mark.parametrize("query", ["", "?token=", "?token=a", "?token=A+secret", "?tokens=a+secret"])
    def test_without_it_nothing_is_served(self, client_for, query):
        client = client_for(self.GUARD, self.LAN)
        assert client.get("/" + query).status_code == 403
        with pytest.raises(WebSocketDisconnect):
            websocket_opens(client, {"origin": self.LAN})

    def test_the_first_visit_leaves_a_cookie_and_an_address_without_it(self, client_for):
        client = client_for(self.GUARD, self.LAN)
        first = client.get("/?token=a+secret", follow_redirects=False)
        assert (first.status_code, first.headers["location"]) == (303, "/")
        cookie = first.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert client.get("/").text == "<p>the page</p>"
        with client:
            assert websocket_opens(client, {"origin": self.LAN, "cookie": 'wetnet_token="a secret"'})

    def test_names_that_could_be_rebound_are_refused_even_so(self, client_for):
        client = client_for(self.GUARD, "http://evil.example:8642")
        assert client.get("/?token=a+secret").status_code == 421
