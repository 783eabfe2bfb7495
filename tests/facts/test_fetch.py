"""The network at its worst, by a server on this machine: each failure is a clause, and nothing of it is kept."""

from __future__ import annotations

import gzip
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from services import JSON, Reply, asking, in_turn, serving

from papershelf import __version__
from papershelf.errors import Rejected
from papershelf.facts.fetch import ATTEMPTS, MAX_BODY, Unanswered, check_contact

GOOD = Reply('{"kettle": 1}')


def get(folder: Path, *replies: Reply, **settings: object) -> tuple[bytes, list[float], int]:
    """The body after some replies, the seconds waited, and how often the server was asked."""
    with serving(in_turn(*replies)) as server, asking(folder, **settings) as (client, waited):
        answer = client.get(f"{server.address}/kettle", accepted=[JSON], pause=0)
        return answer.body, waited, len(server.asked)


def fail(folder: Path, *replies: Reply, **settings: object) -> str:
    """What is said of a failure; no file is left behind by it."""
    with pytest.raises(Unanswered) as caught:
        get(folder, *replies, **settings)
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    return str(caught.value)


def test_an_answer_is_kept_and_asked_for_once(tmp_path: Path) -> None:
    with serving(in_turn(GOOD)) as server, asking(tmp_path) as (client, _):
        for _ in range(2):
            answer = client.get(f"{server.address}/kettle", accepted=[JSON], pause=0)
            assert (answer.status, answer.media_type, answer.body) == (200, JSON, b'{"kettle": 1}')
        assert server.asked == ["/kettle"]


def test_kept_answers_do_offline_and_nothing_else_does(tmp_path: Path) -> None:
    with serving(in_turn(GOOD)) as server, asking(tmp_path) as (client, _):
        client.get(f"{server.address}/kettle", accepted=[JSON], pause=0)
    with asking(tmp_path, offline=True) as (client, _):
        assert client.get(f"{server.address}/kettle", accepted=[JSON], pause=0).body == b'{"kettle": 1}'
        with pytest.raises(Unanswered, match="--offline asks nobody"):
            client.get(f"{server.address}/teapot", accepted=[JSON], pause=0)


def test_what_is_kept_is_asked_for_anew_on_demand(tmp_path: Path) -> None:
    with serving(in_turn(GOOD, Reply("[2]"))) as server:
        for refresh, body in ((False, b'{"kettle": 1}'), (True, b"[2]"), (False, b"[2]")):
            with asking(tmp_path, refresh=refresh) as (client, _):
                assert client.get(f"{server.address}/kettle", accepted=[JSON], pause=0).body == body


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_service_is_asked_again(tmp_path: Path, status: int) -> None:
    body, waited, asked = get(tmp_path, Reply(status=status), Reply(status=status), GOOD)
    assert (body, asked) == (GOOD.body.encode() if isinstance(GOOD.body, str) else GOOD.body, 3)
    assert 2 <= waited[0] <= 3
    assert 4 <= waited[1] <= 5


def test_seconds_of_retry_after_are_waited(tmp_path: Path) -> None:
    _, waited, _ = get(tmp_path, Reply(status=429, headers={"Retry-After": "17"}), GOOD)
    assert waited == [17.0]


def test_a_date_of_retry_after_is_waited_for(tmp_path: Path) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    _, waited, _ = get(tmp_path, Reply(status=503, headers={"Retry-After": later}), GOOD)
    assert 20 < waited[0] <= 40


@pytest.mark.parametrize("said", ["Wed, 01 Jan 2020 00:00:00 GMT", "0"])
def test_a_date_that_is_past_is_now(tmp_path: Path, said: str) -> None:
    _, waited, _ = get(tmp_path, Reply(status=429, headers={"Retry-After": said}), GOOD)
    assert waited == [0.0]


@pytest.mark.parametrize("said", ["soon", "-3", "1e3", "٣", "Wed, 99 Jan 2020", ""])
def test_a_retry_after_that_says_nothing_is_passed_over(tmp_path: Path, said: str) -> None:
    _, waited, _ = get(tmp_path, Reply(status=429, headers={"Retry-After": said.encode().decode("latin-1")}), GOOD)
    assert 2 <= waited[0] <= 3


@pytest.mark.parametrize("said", ["3600", "9" * 40, "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_a_service_that_wants_a_long_rest_gets_it(tmp_path: Path, said: str) -> None:
    reply = Reply(status=429, headers={"Retry-After": said})
    with serving(in_turn(reply)) as server, asking(tmp_path) as (client, waited):
        with pytest.raises(Unanswered, match="status 429"):
            client.get(f"{server.address}/kettle", accepted=[JSON], pause=0)
        assert (len(server.asked), waited) == (1, [])


def test_a_service_that_stays_busy_is_given_up(tmp_path: Path) -> None:
    with serving(in_turn(Reply(status=500))) as server, asking(tmp_path) as (client, _):
        with pytest.raises(Unanswered, match="status 500"):
            client.get(f"{server.address}/kettle", accepted=[JSON], pause=0)
        assert len(server.asked) == ATTEMPTS


@pytest.mark.parametrize("status", [400, 401, 403, 418])
def test_a_refusal_is_not_argued_with(tmp_path: Path, status: int) -> None:
    with serving(in_turn(Reply(status=status))) as server, asking(tmp_path) as (client, _):
        with pytest.raises(Unanswered, match=f"status {status}"):
            client.get(f"{server.address}/kettle", accepted=[JSON], pause=0)
        assert len(server.asked) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_that_there_is_nothing_is_an_answer(tmp_path: Path, status: int) -> None:
    with serving(in_turn(Reply("<p>", "text/html", status))) as server, asking(tmp_path) as (client, _):
        for _ in range(2):
            answer = client.get(f"{server.address}/kettle", accepted=[JSON], pause=0)
            assert (answer.status, answer.body) == (status, b"")
        assert len(server.asked) == 1


def test_silence_is_a_failure(tmp_path: Path) -> None:
    never = threading.Event()
    try:
        assert "did not answer within 0.05 seconds" in fail(tmp_path, Reply(wait=never), time_out=0.05)
    finally:
        never.set()


def test_a_body_that_is_cut_off_is_asked_for_again(tmp_path: Path) -> None:
    body, _, asked = get(tmp_path, Reply(b"[1, 2, 3]", cut=4), Reply(b"[1, 2, 3]"))
    assert (body, asked) == (b"[1, 2, 3]", 2)


def test_a_body_that_is_always_cut_off_is_a_failure(tmp_path: Path) -> None:
    assert fail(tmp_path, Reply(b"[1, 2, 3]", cut=4)) == "its answer is cut off or damaged"


def test_a_body_that_cannot_be_unpacked_is_a_failure(tmp_path: Path) -> None:
    packed = Reply(b"no gzip", headers={"Content-Encoding": "gzip"})
    assert fail(tmp_path, packed) == "its answer is cut off or damaged"


def test_an_answer_of_50_megabytes_is_not_read(tmp_path: Path) -> None:
    assert fail(tmp_path, Reply(b" " * 50_000_000)) == "its answer has more than 8 MB"


def test_an_answer_that_unpacks_to_50_megabytes_is_not_kept(tmp_path: Path) -> None:
    bomb = Reply(gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"})
    assert fail(tmp_path, bomb) == "its answer has more than 8 MB"


def test_an_answer_just_below_the_limit_is_taken(tmp_path: Path) -> None:
    assert len(get(tmp_path, Reply(b" " * MAX_BODY))[0]) == MAX_BODY


def test_an_answer_that_trickles_has_an_end(tmp_path: Path) -> None:
    ticks = iter(range(0, 10_000, 50))
    with (
        serving(in_turn(Reply(b"[" + b"1," * 2_000_000))) as server,
        asking(tmp_path, clock=lambda: float(next(ticks)), time_out=5.0) as (client, _),
        pytest.raises(Unanswered, match="took more than 20 seconds"),
    ):
        client.get(f"{server.address}/kettle", accepted=[JSON], pause=0)


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("text/html; charset=utf-8", "an HTML page"), ("text/plain", "'text/plain'"), ("image/png", "'image/png'")],
)
def test_another_type_is_a_failure(tmp_path: Path, kind: str, shown: str) -> None:
    assert fail(tmp_path, Reply("{}", kind)) == f"it answered with {shown} instead of application/json"


def test_a_redirect_on_the_same_host_is_followed(tmp_path: Path) -> None:
    moved = Reply(status=301, headers={"Location": "/teapot"})
    with serving(lambda path: moved if path == "/kettle" else GOOD) as server, asking(tmp_path) as (client, _):
        assert client.get(f"{server.address}/kettle", accepted=[JSON], pause=0).body == b'{"kettle": 1}'
        assert server.asked == ["/kettle", "/teapot"]


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/x", "http://127.0.0.1:1/"])
def test_a_redirect_to_another_host_is_not(tmp_path: Path, target: str) -> None:
    assert "it redirects to another host" in fail(tmp_path, Reply(status=302, headers={"Location": target}))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://[", "gopher://x", "http://127.0.0.1:99999/"])
def test_a_redirect_to_nowhere_is_a_failure(tmp_path: Path, target: str) -> None:
    said = fail(tmp_path, Reply(status=302, headers={"Location": target}))
    assert "redirects" in said


def test_redirects_in_a_circle_end(tmp_path: Path) -> None:
    assert "more than 5 times" in fail(tmp_path, Reply(status=302, headers={"Location": "/kettle"}))


def test_nobody_there_is_a_failure(tmp_path: Path) -> None:
    with serving() as server:
        pass
    with asking(tmp_path) as (client, waited):
        with pytest.raises(Unanswered, match="it cannot be reached"):
            client.get(f"{server.address}/kettle", accepted=[JSON], pause=0)
        assert len(waited) == ATTEMPTS - 1


def test_a_host_rests_between_two_requests_and_others_do_not_wait_for_it(tmp_path: Path) -> None:
    with (
        serving(in_turn(GOOD)) as one,
        serving(in_turn(GOOD)) as other,
        asking(tmp_path, clock=lambda: 100.0) as (client, waited),
    ):
        for address in (f"{one.address}/a", f"{other.address}/a", f"{one.address}/b"):
            client.get(address, accepted=[JSON], pause=3.0)
        assert waited == [3.0]


def test_an_attempt_after_a_failure_rests_as_well(tmp_path: Path) -> None:
    with (
        serving(in_turn(Reply(status=429, headers={"Retry-After": "0"}), GOOD)) as server,
        asking(tmp_path, clock=lambda: 100.0) as (client, waited),
    ):
        client.get(f"{server.address}/a", accepted=[JSON], pause=3.0)
        assert waited == [0.0, 3.0]


def test_the_agent_says_who_asks(tmp_path: Path) -> None:
    with serving(in_turn(GOOD)) as server:
        with asking(tmp_path) as (client, _):
            client.get(f"{server.address}/a", accepted=[JSON], pause=0)
        with asking(tmp_path, contact="list@kettles.example") as (client, _):
            client.get(f"{server.address}/b", accepted=[JSON], pause=0)
        assert server.agents == [f"papershelf/{__version__}", f"papershelf/{__version__} (mailto:list@kettles.example)"]


@pytest.mark.parametrize(
    "contact",
    ["", "kettle", "a@b", "a@b.example\r\nX: y", "a b@c.example", "a@b.example>", "@b.example", "ä@b.example"],
)
def test_what_is_no_mail_address_stands_in_no_header(contact: str) -> None:
    with pytest.raises(Rejected, match="is not a mail address"):
        check_contact(contact)
