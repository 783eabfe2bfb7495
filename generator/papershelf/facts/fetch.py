"""The one door to the network: polite, patient, bounded, and cached.

Retry-After is read as RFC 9110 (10.2.3) has it: seconds, or a date.
"""

from __future__ import annotations

import random
import re
import socket
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
import tenacity

from papershelf import __version__
from papershelf.errors import Rejected
from papershelf.facts.cache import Answer, Cache
from papershelf.text import Url, check_url, parse_url

MAX_BODY = 8 * 1024 * 1024
"""The largest answer that is read, in bytes; a hundred records of arXiv have about 300,000."""
ATTEMPTS = 4
LONGEST_WAIT = 120.0
"""Seconds that a service may ask us to wait before it is left alone for this run."""
MOST_REDIRECTS = 5

_KEPT = frozenset({200, 404, 410})
"""The statuses that are answers; any other is a failure, and is not kept."""
_BUSY = frozenset({429, 500, 502, 503, 504})
_CONTACT = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


class Unanswered(Exception):
    """A service gave no answer that can be used: a clause without a full stop."""


class _Busy(Unanswered):
    """It may answer if it is asked again."""

    def __init__(self, problem: str, wait: float | None = None) -> None:
        super().__init__(problem)
        self.wait = wait
        """Seconds that the service asks us to wait."""


def check_contact(contact: str) -> str:
    """A mail address that can be in a header.

    Raises:
        Rejected: It is none.
    """
    if len(contact) > 254 or not _CONTACT.fullmatch(contact):
        raise Rejected(f"'{contact[:60]}' is not a mail address", "Write one such as list@example.org")
    return contact


@dataclass(slots=True, kw_only=True)
class Client:
    """Asks services for answers, one at a time."""

    cache: Cache
    contact: str | None = None
    """A mail address at which a service reaches us."""
    offline: bool = False
    refresh: bool = False
    """Whether kept answers are asked for anew."""
    time_out: float = 30.0
    """Seconds without a byte after which a service is taken for dead; an answer may take four times as long."""
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    check_target: Callable[[str], object] = check_url
    """Objects, by `Rejected`, to an address that a page may not send us to: one in our own network, say."""
    _http: httpx.Client | None = None
    _last: dict[str, float] = field(default_factory=dict)
    """When each host was last asked."""

    def close(self) -> None:
        """Close the connection."""
        if self._http is not None:
            self._http.close()
            self._http = None

    def get(self, url: str, *, accepted: Collection[str], pause: float) -> Answer:
        """Ask for an address, or take the answer that is kept.

        Args:
            url: A whole address.
            accepted: The media types that a body of status 200 may have.
            pause: Seconds between two requests to its host.

        Raises:
            Unanswered: There is no answer that can be used.
            PapershelfError: The cache cannot be written.
        """
        kept = None if self.refresh else self.cache.get(url, any_age=self.offline)
        if kept is not None:
            return kept
        if self.offline:
            raise Unanswered("no answer of it is kept, and --offline asks nobody")
        answer = self._retrying()(self._follow, url, pause)
        if answer.status == 200 and answer.media_type not in accepted:
            shown = "an HTML page" if answer.media_type == "text/html" else f"'{answer.media_type[:40]}'"
            raise Unanswered(f"it answered with {shown} instead of {' or '.join(sorted(accepted))}")
        self.cache.put(url, answer)
        return answer

    def status_of(self, url: str, *, pause: float) -> int:
        """The status of a page, wherever it was moved to; its body is not read.

        Returns:
            A status of HTTP, or 0 where the host's name is not known.

        Raises:
            Unanswered: Nobody can tell.
        """
        key = f"status {url}"
        kept = None if self.refresh else self.cache.get(key, any_age=self.offline)
        if kept is not None and (self.offline or kept.status in _REACHED):
            return kept.status  # a page that was gone may be back
        if self.offline:
            raise Unanswered("no answer of it is kept, and --offline asks nobody")
        status = self._retrying()(self._follow_anywhere, url, pause)
        self.cache.put(key, Answer(status=status, media_type=""))
        return status

    def _retrying(self) -> tenacity.Retrying:
        return tenacity.Retrying(
            stop=tenacity.stop_after_attempt(ATTEMPTS),
            wait=_wait,
            retry=tenacity.retry_if_exception(_is_worth_waiting),
            sleep=self.sleep,
            reraise=True,
        )

    def _follow(self, url: str, pause: float) -> Answer:
        """One attempt, through redirects on the same host only."""
        home = place = _read_address(url)
        for _ in range(MOST_REDIRECTS):
            answer, location = self._ask("GET", place, pause)
            if location is None:
                return answer
            place = _read_address(location, place.href)
            if place.host != home.host or place.scheme not in (home.scheme, "https"):
                raise Unanswered(f"it redirects to another host, '{place.host[:80]}'")
        raise Unanswered(f"it redirects more than {MOST_REDIRECTS} times")

    def _follow_anywhere(self, url: str, pause: float) -> int:
        place = _read_address(url)
        for _ in range(MOST_REDIRECTS):
            try:
                answer, location = self._ask("HEAD", place, pause, read=False)
                if location is None and answer.status not in _REACHED:
                    # Many servers refuse HEAD, or answer it with a status of their own.
                    answer, location = self._ask("GET", place, pause, read=False)
            except _Unknown:
                return 0
            if location is None:
                if answer.status in _REACHED | _GONE:
                    return answer.status
                raise Unanswered(f"it answered with status {answer.status}")
            place = _read_address(location, place.href)
            try:
                self.check_target(place.href)
            except Rejected as error:
                raise Unanswered(f"it redirects to {error.problem}") from None
        raise Unanswered(f"it redirects more than {MOST_REDIRECTS} times")

    def _ask(self, method: str, place: Url, pause: float, *, read: bool = True) -> tuple[Answer, str | None]:
        """One request: the answer, and where it sends us, if anywhere."""
        self._take_turn(place.host, pause)
        begun = self.clock()
        try:
            with self._session().stream(method, place.href, headers=self._headers()) as response:
                status = response.status_code
                if response.has_redirect_location:
                    return Answer(status=status, media_type=""), response.headers["location"]
                if status in _BUSY:
                    raise _Busy(f"it answered with status {status}", _retry_after(response.headers))
                if read and status not in _KEPT:
                    raise Unanswered(f"it answered with status {status}")
                body = self._read(response, begun) if read and status == 200 else b""
                kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                return Answer(status=status, media_type=kind, body=body), None
        except httpx.ConnectError as error:
            if _is_unknown_name(error):
                raise _Unknown("the name of its host is not known") from None
            raise _Busy("it cannot be reached") from None
        except httpx.TimeoutException:
            raise _Busy(f"it did not answer within {self.time_out:g} seconds") from None
        except (httpx.TransportError, httpx.DecodingError):
            raise _Busy("its answer is cut off or damaged") from None
        except (httpx.InvalidURL, ValueError):
            raise Unanswered("its address cannot be read") from None

    def _read(self, response: httpx.Response, begun: float) -> bytes:
        """The body, as long as it is neither too large nor too slow."""
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > MAX_BODY:
                raise Unanswered(f"its answer has more than {MAX_BODY // 1024 // 1024} MB")
            if self.clock() - begun > 4 * self.time_out:
                raise _Busy(f"its answer took more than {4 * self.time_out:g} seconds")
        return bytes(body)

    def _take_turn(self, host: str, pause: float) -> None:
        if (last := self._last.get(host)) is not None and (left := last + pause - self.clock()) > 0:
            self.sleep(left)
        self._last[host] = self.clock()

    def _session(self) -> httpx.Client:
        if self._http is None:
            limits = httpx.Limits(max_connections=1, max_keepalive_connections=1)
            self._http = httpx.Client(timeout=self.time_out, limits=limits, follow_redirects=False)
        return self._http

    def _headers(self) -> Mapping[str, str]:
        contact = "" if self.contact is None else f" (mailto:{self.contact})"
        return {"User-Agent": f"papershelf/{__version__}{contact}"}


def _read_address(address: str, base: str | None = None) -> Url:
    """An address as browsers read it.

    Raises:
        Unanswered: It is none of the web.
    """
    place = parse_url(address, base)
    if place is None or place.scheme not in ("http", "https"):
        raise Unanswered(f"its address{' redirects to one that' if base else ''} cannot be read")
    return place


class _Unknown(_Busy):
    """No name server knows the host."""


_REACHED = frozenset(range(200, 300)) | {304}
_GONE = frozenset({404, 410})


def _is_unknown_name(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, socket.gaierror):
            return error.errno == socket.EAI_NONAME or error.errno == getattr(socket, "EAI_NODATA", None)
        error = error.__cause__ or error.__context__
    return False


def _is_worth_waiting(error: BaseException) -> bool:
    return isinstance(error, _Busy) and (error.wait is None or error.wait <= LONGEST_WAIT)


def _wait(state: tenacity.RetryCallState) -> float:
    """Seconds before the next attempt: what the service asks for, or else 2, 4 and 8 with a random part."""
    error = state.outcome.exception() if state.outcome is not None else None
    if isinstance(error, _Busy) and error.wait is not None:
        return error.wait
    return float(2**state.attempt_number + random.random())


def _retry_after(headers: httpx.Headers) -> float | None:
    """Seconds that a service asks us to wait; None where it says nothing that can be read."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        day = parsedate_to_datetime(said)
    except ValueError:
        return None
    day = day if day.tzinfo is not None else day.replace(tzinfo=UTC)
    return max(0.0, (day - datetime.now(UTC)).total_seconds())
