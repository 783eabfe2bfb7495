"""The post: a digest as a mail in two parts, handed to one mail server for one address.

Whoever subscribes does so at a mailing list; no address of theirs comes near this program, and the
one address that it writes to stays out of everything that it prints.
"""

from __future__ import annotations

import re
import smtplib
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from enum import StrEnum
from hashlib import sha256
from urllib.parse import urlsplit

from papershelf.digest.issue import Issue, in_words, to_text
from papershelf.errors import PapershelfError, Problem
from papershelf.text import is_url

WAITS = (5.0, 30.0, 120.0)
"""Seconds between attempts; a mail is given up after one attempt more."""

TIMEOUT = 60.0
"""Seconds that a mail server may take for an answer."""

_PLACE = "the environment"
_HOST = re.compile(r"[A-Za-z0-9._:-]+")
_ENVELOPE = re.compile(r"[!-;=?-~]+@[A-Za-z0-9.-]+")
_UNSUBSCRIBE = re.compile(r"mailto:[!-;=?-~]+@[A-Za-z0-9.-]+(?:\?[!-;=?-~]*)?")


class Security(StrEnum):
    """How the way to the mail server is encrypted."""

    STARTTLS = "starttls"
    IMPLICIT = "implicit"
    NONE = "none"


_PORTS = {Security.STARTTLS: 587, Security.IMPLICIT: 465, Security.NONE: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Which mail server, and between whom."""

    host: str
    port: int
    security: Security
    sender: str
    """What is in From: an address, with or without a name."""
    recipient: str = field(repr=False)
    """One address, typically a mailing list's."""
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    unsubscribe: str | None = None
    """Where a reader leaves the mailing list: an https or mailto address."""


class NotDelivered(PapershelfError):
    """The mail server has certainly not taken the mail."""


class PerhapsDelivered(PapershelfError):
    """The connection broke when the mail had been handed over and not yet been answered for."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings from environment variables, whose names begin with `PAPERSHELF_`.

    Raises:
        PapershelfError: With everything that is missing or is not allowed.
    """
    reader = _Reader(environment)
    security = reader.security()
    host = reader.matching("SMTP_HOST", _HOST, "the mail server's name, such as `smtp.example.org`")
    port = reader.port(security)
    sender, recipient = reader.address("MAIL_FROM"), reader.address("MAIL_TO")
    user, password = reader.get("SMTP_USER"), reader.get("SMTP_PASSWORD")
    if bool(user) != bool(password):
        reader.object_to("SMTP_USER", "of a user and a password, one is missing", "Set both, or neither")
    if user and security is Security.NONE:
        reader.object_to("SMTP_TLS", "the password would travel unencrypted", "Set it to `starttls` or `implicit`")
    unsubscribe = reader.unsubscribe()
    if reader.problems:
        raise PapershelfError(reader.problems)
    return Settings(
        host=host,
        port=port,
        security=security,
        sender=sender,
        recipient=parseaddr(recipient)[1],
        user=user or None,
        password=password or None,
        unsubscribe=unsubscribe,
    )


class _Reader:
    """Environment variables, and what is wrong with them. No value is ever repeated in a message."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.problems: list[Problem] = []

    def get(self, name: str) -> str:
        return self._environment.get(f"PAPERSHELF_{name}", "").strip()

    def object_to(self, name: str, problem: str, remedy: str) -> None:
        self.problems.append(Problem(path=_PLACE, field=f"PAPERSHELF_{name}", problem=problem, remedy=remedy))

    def matching(self, name: str, pattern: re.Pattern[str], what: str) -> str:
        value = self.get(name)
        if not pattern.fullmatch(value):
            self.object_to(name, "it is not what it should be" if value else "it is not set", f"Set it to {what}")
        return value

    def security(self) -> Security:
        value = self.get("SMTP_TLS").lower() or Security.STARTTLS
        if value not in set(Security):
            self.object_to("SMTP_TLS", "it is not a way to encrypt", f"Set it to one of {', '.join(Security)}")
            return Security.STARTTLS
        return Security(value)

    def port(self, security: Security) -> int:
        value = self.get("SMTP_PORT") or str(_PORTS[security])
        if not re.fullmatch(r"[1-9][0-9]{0,4}", value) or int(value) > 65535:
            self.object_to("SMTP_PORT", "it is not a port", "Set it to a number up to 65535, or leave it out")
            return _PORTS[security]
        return int(value)

    def address(self, name: str) -> str:
        """One address in ASCII, which no line break or second address hides in."""
        value = self.get(name)
        if value and value.isprintable() and _ENVELOPE.fullmatch(parseaddr(value)[1]):
            with suppress(MessageError, ValueError):
                message = EmailMessage(policy=SMTP)
                message["To"] = value
                if len(message["To"].addresses) == 1:
                    return value
        problem = "it is not one address" if value else "it is not set"
        self.object_to(name, problem, "Set it to one address in ASCII, such as `list@example.org`")
        return value

    def unsubscribe(self) -> str | None:
        value = self.get("MAIL_UNSUBSCRIBE")
        if not value or _UNSUBSCRIBE.fullmatch(value):
            return value or None
        if not is_url(value):
            self.object_to("MAIL_UNSUBSCRIBE", "readers cannot go there", "Set it to an https or mailto address")
        return value


def compose(issue: Issue, html: str, *, sender: str, unsubscribe: str | None = None) -> EmailMessage:
    """The digest as a mail without a recipient: plain text, and the same as HTML.

    Args:
        issue: The digest, with absolute addresses.
        html: The HTML part.
        sender: What is in From.
        unsubscribe: Where a reader leaves the mailing list.

    Returns:
        The same message for the same digest, to the byte.
    """
    token = sha256(issue.url.encode()).hexdigest()
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    # A header has one line: the list's name is the only text in it that somebody may have chosen badly.
    message["Subject"] = " ".join(f"{issue.name}: {issue.title}, {in_words(issue.date)}".split())
    message["Date"] = format_datetime(datetime.fromisoformat(issue.date).replace(tzinfo=UTC))
    message["Message-ID"] = f"<digest.{issue.date}.{token[:16]}@{_domain(issue, sender)}>"
    if unsubscribe:
        message["List-Unsubscribe"] = f"<{unsubscribe}>"
    message.set_content(to_text(issue), cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{token[16:48]}")
    return message


def _domain(issue: Issue, sender: str) -> str:
    """The site's host, whose name makes the mail's id the list's own."""
    return urlsplit(issue.url).hostname or parseaddr(sender)[1].rpartition("@")[2]


def deliver(message: EmailMessage, settings: Settings, *, wait: Callable[[float], None] = time.sleep) -> None:
    """Hand a mail to the mail server, and try again for a while where that may help.

    Args:
        message: The mail; it gets its recipient and its time here.
        settings: The server, and the recipient.
        wait: What passes the seconds between two attempts.

    Raises:
        NotDelivered: The server has not taken the mail.
        PerhapsDelivered: It may have.
    """
    del message["To"]
    message["To"] = settings.recipient
    message.replace_header("Date", format_datetime(datetime.now(UTC)))
    for pause in (*WAITS, None):
        try:
            _attempt(message.as_bytes(), settings)
            return
        except _Temporary as error:
            if pause is None:
                problem = f"{error} ({len(WAITS) + 1} attempts)"
                raise _failure(NotDelivered, settings, problem, "Try again later") from None
            wait(pause)


class _Temporary(Exception):
    """A failure that may be over in a minute."""


def _attempt(raw: bytes, settings: Settings) -> None:
    """One connection, one mail.

    Raises:
        _Temporary: The server has not taken the mail, and may take it later.
        NotDelivered: It has not, and will not.
        PerhapsDelivered: Nobody knows.
    """
    try:
        server = _connect(settings)
    except smtplib.SMTPException as error:
        raise _sorted(error, settings) from None
    except ssl.SSLError as error:
        problem = f"the encryption failed ({error.reason or error})"
        remedy = "Check PAPERSHELF_SMTP_TLS, the port and the server's certificate"
        raise _failure(NotDelivered, settings, problem, remedy) from None
    except OSError as error:
        raise _Temporary(f"the mail server cannot be reached ({error.strerror or error})") from None
    try:
        _hand_over(server, raw, settings)
    finally:
        # The mail's fate is known by now, and a farewell that fails does not change it.
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()


def _connect(settings: Settings) -> smtplib.SMTP:
    """A connection that is encrypted as it was asked for, and logged in."""
    context = ssl.create_default_context()
    # The name that the server is greeted with; smtplib would tell it this machine's.
    greeting = parseaddr(settings.sender)[1].rpartition("@")[2]
    server: smtplib.SMTP
    if settings.security is Security.IMPLICIT:
        server = smtplib.SMTP_SSL(settings.host, settings.port, greeting, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(settings.host, settings.port, greeting, timeout=TIMEOUT)
    try:
        if settings.security is Security.STARTTLS:
            server.starttls(context=context)
        if settings.user and settings.password:
            server.login(settings.user, settings.password)
        else:
            server.ehlo_or_helo_if_needed()
    except BaseException:
        server.close()
        raise
    return server


def _hand_over(server: smtplib.SMTP, raw: bytes, settings: Settings) -> None:
    try:
        _expect(server.mail(parseaddr(settings.sender)[1]))
        _expect(server.rcpt(settings.recipient))
    except (smtplib.SMTPException, OSError) as error:
        raise _sorted(error, settings) from None
    try:
        _expect(server.data(raw))
    except smtplib.SMTPResponseException as error:
        raise _sorted(error, settings) from None
    except (smtplib.SMTPException, OSError):
        problem = "the connection broke before the mail server confirmed the mail"
        remedy = "See whether it arrived; then `papershelf digest send --again`, or `--mark-sent`"
        raise _failure(PerhapsDelivered, settings, problem, remedy) from None


def _expect(reply: tuple[int, bytes]) -> None:
    code, text = reply
    if not 200 <= code < 300:
        raise smtplib.SMTPResponseException(code, text)


def _sorted(error: Exception, settings: Settings) -> Exception:
    """What a failure before the end means: try again, or give up."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = f"the mail server answered {error.smtp_code} ({_quote(error.smtp_error, settings)})"
        if 400 <= error.smtp_code < 500:
            return _Temporary(said)
        return _failure(NotDelivered, settings, said, "Check user, password and both addresses with the server's owner")
    # What smtplib raises are system errors too, by their class.
    if isinstance(error, smtplib.SMTPServerDisconnected) or not isinstance(error, smtplib.SMTPException):
        return _Temporary("the mail server closed the connection")
    remedy = "Check PAPERSHELF_SMTP_TLS and the port with the server's owner"
    return _failure(NotDelivered, settings, "the mail server lacks what is needed, TLS or a login", remedy)


def _quote(said: bytes | str, settings: Settings) -> str:
    """What a server said, on one line, without the addresses and names that it may repeat."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    secrets = [settings.recipient, parseaddr(settings.sender)[1], settings.user or "", settings.password or ""]
    for secret in (*secrets, settings.recipient.partition("@")[0]):
        if secret:
            text = re.sub(re.escape(secret), "…", text, flags=re.IGNORECASE)
    return text if len(text) <= 200 else text[:199] + "…"


def _failure(
    kind: type[NotDelivered] | type[PerhapsDelivered], settings: Settings, problem: str, remedy: str
) -> PapershelfError:
    return kind([Problem(path=f"{settings.host}:{settings.port}", problem=problem, remedy=remedy)])
