"""The post: a mail that survives its way, handed to a real mail server that the test starts, once."""

from __future__ import annotations

import email
import re
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from mail_server import PASSWORD, USER, Mailbox, free_port, hang_up_after
from selectolax.lexbor import LexborHTMLParser

from papershelf.catalog.catalog import Catalog
from papershelf.digest import issue as digest_issue
from papershelf.digest.mail import (
    WAITS,
    NotDelivered,
    PerhapsDelivered,
    Security,
    Settings,
    compose,
    deliver,
    read_settings,
)
from papershelf.errors import PapershelfError
from papershelf.publish.templates import Renderer

ADDRESS = "https://example.org/list"
ENVIRONMENT = {
    "PAPERSHELF_SMTP_HOST": "127.0.0.1",
    "PAPERSHELF_MAIL_FROM": "A shelf <shelf@example.org>",
    "PAPERSHELF_MAIL_TO": "kettles@lists.example.org",
}


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, Path]:
    """A certificate authority that nobody else trusts, and its certificate's file."""
    file = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(file))
    return authority, file


@pytest.fixture
def trusted(authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the test's authority, as an administrator would make a machine do."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))


Serve = Callable[..., Settings]


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def serve(mailbox: Mailbox, authority: tuple[trustme.CA, Path]) -> Iterator[Serve]:
    """What starts a mail server, and says how to reach it."""
    running: list[Controller] = []

    def start(security: Security = Security.NONE, *, login: bool = False) -> Settings:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority[0].issue_cert("127.0.0.1").configure_cert(context)
        options: dict[str, Any] = {}
        if security is Security.STARTTLS:
            options = {"tls_context": context, "require_starttls": True}
        if login:
            # It does not see that a connection was encrypted from its beginning.
            seen = security is Security.STARTTLS
            options |= {"authenticator": mailbox.authenticate, "auth_required": seen, "auth_require_tls": seen}
        controller = Controller(
            mailbox,
            hostname="127.0.0.1",
            port=free_port(),
            ssl_context=context if security is Security.IMPLICIT else None,
            **options,
        )
        controller.start()
        running.append(controller)
        return Settings(
            host="127.0.0.1",
            port=controller.port,
            security=security,
            sender="A shelf <shelf@example.org>",
            recipient="kettles@lists.example.org",
            user=USER if login else None,
            password=PASSWORD if login else None,
        )

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture(scope="module")
def issue(catalog: Catalog) -> digest_issue.Issue:
    return digest_issue.compose(
        catalog, catalog.library.digests[0], name="A shelf", address=ADDRESS, most=digest_issue.MOST
    )


@pytest.fixture(scope="module")
def html(issue: digest_issue.Issue, renderer: Renderer) -> str:
    return renderer.render("mail/digest.html.j2", {"issue": issue, "unsubscribe": "https://lists.example.org/leave"})


def mail(issue: digest_issue.Issue, html: str, **facts: Any) -> EmailMessage:
    return compose(issue, html, **{"sender": "A shelf <shelf@example.org>"} | facts)


def received(envelope: Envelope) -> EmailMessage:
    assert isinstance(envelope.content, bytes)
    message = email.message_from_bytes(envelope.content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def never(seconds: float) -> None:
    raise AssertionError("nothing was to be tried again")


# -- the mail -------------------------------------------------------------------------------------


def test_the_mail_has_the_same_in_two_parts(issue: digest_issue.Issue, html: str) -> None:
    message = email.message_from_bytes(mail(issue, html).as_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    assert message.get_content_type() == "multipart/alternative"
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert rich is not None
    assert plain.get_content().splitlines() == digest_issue.to_text(issue).splitlines()
    shown = LexborHTMLParser(rich.get_content())
    titles = [node.text().strip() for node in shown.css("h3")]
    assert titles == [entry.title for section in issue.sections for entry in section.entries]


def test_the_same_digest_is_the_same_mail(issue: digest_issue.Issue, html: str) -> None:
    assert mail(issue, html).as_bytes() == mail(issue, html).as_bytes()
    assert mail(issue, html)["Message-ID"] != mail(replace(issue, url=f"{issue.url}x"), html)["Message-ID"]
    assert re.fullmatch(r"<digest\.2026-01-04\.[0-9a-f]{16}@example\.org>", mail(issue, html)["Message-ID"])


def test_the_mail_is_ascii_in_short_lines(issue: digest_issue.Issue, html: str) -> None:
    raw = mail(replace(issue, name="Ein Regal für Kessel 🫖"), html).as_bytes()
    assert raw.isascii()
    assert all(len(line) <= 78 for line in raw.split(b"\r\n"))
    assert raw.count(b"\n") == raw.count(b"\r\n")


@pytest.mark.parametrize("name", ["A shelf\r\nBcc: all@example.org", "A shelf\n\n<script>", "A\u2028shelf\x0bBcc: x@y"])
def test_no_name_adds_a_header(issue: digest_issue.Issue, html: str, name: str) -> None:
    raw = mail(replace(issue, name=name), html).as_bytes()
    message = email.message_from_bytes(raw, policy=default)
    assert set(message.keys()) == {"From", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}


def test_a_way_to_unsubscribe_is_named_where_there_is_one(issue: digest_issue.Issue, html: str) -> None:
    assert mail(issue, html, unsubscribe="mailto:leave@example.org")["List-Unsubscribe"] == "<mailto:leave@example.org>"
    assert mail(issue, html)["List-Unsubscribe"] is None
    assert "https://lists.example.org/leave" in html


def test_the_html_part_holds_text_as_text_and_asks_nobody(html: str) -> None:
    tree = LexborHTMLParser(html)
    assert tree.css("script, img, link, iframe, object, form, svg, video, audio, base") == []
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert "url(" not in (value or "")
            if name in ("href", "src"):
                assert (value or "").startswith("https://")
    assert "@import" not in html
    assert "url(" not in html
    assert "<script>alert(1)</script>" in [node.text().strip() for node in tree.css("h3")]


# -- its way --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("security", "login"),
    [(Security.NONE, False), (Security.STARTTLS, False), (Security.STARTTLS, True), (Security.IMPLICIT, True)],
)
@pytest.mark.usefixtures("trusted")
def test_a_mail_server_takes_the_mail(
    serve: Serve, mailbox: Mailbox, issue: digest_issue.Issue, html: str, security: Security, login: bool
) -> None:
    deliver(mail(issue, html), serve(security, login=login), wait=never)
    (envelope,) = mailbox.mails
    assert envelope.mail_from == "shelf@example.org"
    assert envelope.rcpt_tos == ["kettles@lists.example.org"]
    message = received(envelope)
    assert message["To"] == "kettles@lists.example.org"
    assert message["Subject"] == "A shelf: 6 new papers, 4 January 2026"
    plain = message.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().splitlines() == digest_issue.to_text(issue).splitlines()
    assert (mailbox.sessions[0].ssl is not None) == (security is Security.STARTTLS)
    assert bool(mailbox.sessions[0].authenticated) == login


def test_a_server_that_is_busy_is_asked_again(
    serve: Serve, mailbox: Mailbox, issue: digest_issue.Issue, html: str
) -> None:
    mailbox.answers = ["451 later", "421 much later"]
    waited: list[float] = []
    deliver(mail(issue, html), serve(), wait=waited.append)
    assert waited == [5.0, 30.0]
    assert len(mailbox.mails) == 1


def test_a_server_that_stays_busy_is_given_up(
    serve: Serve, mailbox: Mailbox, issue: digest_issue.Issue, html: str
) -> None:
    mailbox.answers = ["451 later"] * 9
    waited: list[float] = []
    with pytest.raises(NotDelivered, match=r"answered 451 \(later\) \(4 attempts\)"):
        deliver(mail(issue, html), serve(), wait=waited.append)
    assert waited == list(WAITS)


def test_a_server_that_is_away_is_asked_again_and_given_up(issue: digest_issue.Issue, html: str, serve: Serve) -> None:
    waited: list[float] = []
    with pytest.raises(NotDelivered, match="cannot be reached"):
        deliver(mail(issue, html), replace(serve(), port=free_port()), wait=waited.append)
    assert len(waited) == 3


def test_a_refusal_is_final_and_tells_no_address(
    serve: Serve, mailbox: Mailbox, issue: digest_issue.Issue, html: str
) -> None:
    mailbox.refused = "550 <{address}>: KETTLES is not a mailbox of Kettles@Lists.example.org"
    with pytest.raises(NotDelivered, match="answered 550") as error:
        deliver(mail(issue, html), serve(), wait=never)
    assert "kettles" not in str(error.value).lower()
    assert mailbox.mails == []


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_is_final_and_stays_secret(serve: Serve, issue: digest_issue.Issue, html: str) -> None:
    settings = replace(serve(Security.STARTTLS, login=True), password="wrong-4")
    with pytest.raises(NotDelivered, match="answered 535") as error:
        deliver(mail(issue, html), settings, wait=never)
    assert "wrong-4" not in str(error.value)
    assert "wrong-4" not in repr(settings)
    assert "kettles@" not in repr(settings)


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.IMPLICIT])
def test_a_certificate_that_nobody_vouches_for_is_refused(
    serve: Serve, mailbox: Mailbox, issue: digest_issue.Issue, html: str, security: Security
) -> None:
    with pytest.raises(NotDelivered, match="the encryption failed"):
        deliver(mail(issue, html), serve(security), wait=never)
    assert mailbox.mails == []


def test_a_server_without_encryption_gets_no_mail(
    serve: Serve, mailbox: Mailbox, issue: digest_issue.Issue, html: str
) -> None:
    with pytest.raises(NotDelivered, match="lacks what is needed"):
        deliver(mail(issue, html), replace(serve(), security=Security.STARTTLS), wait=never)
    assert mailbox.mails == []


def test_a_silence_after_the_mail_is_not_taken_for_a_failure(
    issue: digest_issue.Issue, html: str, serve: Serve
) -> None:
    for port in hang_up_after(5):
        with pytest.raises(PerhapsDelivered, match="See whether it arrived"):
            deliver(mail(issue, html), replace(serve(), port=port), wait=never)


def test_a_silence_before_the_mail_is_a_reason_to_try_again(issue: digest_issue.Issue, html: str, serve: Serve) -> None:
    waited: list[float] = []
    for port in hang_up_after(2):
        with pytest.raises(NotDelivered, match="closed the connection"):
            deliver(mail(issue, html), replace(serve(), port=port), wait=waited.append)
    assert len(waited) == 3


# -- settings -------------------------------------------------------------------------------------


def test_what_is_left_out_has_a_sound_value() -> None:
    settings = read_settings(ENVIRONMENT)
    assert (settings.security, settings.port, settings.user) == (Security.STARTTLS, 587, None)
    assert read_settings(ENVIRONMENT | {"PAPERSHELF_SMTP_TLS": "implicit"}).port == 465
    assert settings.recipient == "kettles@lists.example.org"


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("SMTP_HOST", "", "SMTP_HOST: it is not set"),
        ("SMTP_HOST", "a b", "SMTP_HOST: it is not what it should be"),
        ("SMTP_PORT", "70000", "it is not a port"),
        ("SMTP_TLS", "maybe", "it is not a way to encrypt"),
        ("SMTP_USER", "somebody", "of a user and a password, one is missing"),
        ("MAIL_FROM", "nobody", "MAIL_FROM: it is not one address"),
        ("MAIL_TO", "a@example.org, b@example.org", "MAIL_TO: it is not one address"),
        ("MAIL_TO", "a@example.org\nBcc: b@example.org", "MAIL_TO: it is not one address"),
        ("MAIL_TO", "käte@example.org", "MAIL_TO: it is not one address"),
        ("MAIL_UNSUBSCRIBE", "javascript:alert(1)", "readers cannot go there"),
        ("MAIL_UNSUBSCRIBE", "mailto:a@example.org>, <x", "readers cannot go there"),
    ],
)
def test_a_setting_that_cannot_stand_is_named_but_not_shown(name: str, value: str, problem: str) -> None:
    with pytest.raises(PapershelfError) as error:
        read_settings(ENVIRONMENT | {f"PAPERSHELF_{name}": value})
    assert problem in str(error.value)
    assert not value or value not in str(error.value)


def test_a_password_does_not_travel_in_the_clear() -> None:
    login = {"PAPERSHELF_SMTP_USER": USER, "PAPERSHELF_SMTP_PASSWORD": PASSWORD}
    with pytest.raises(PapershelfError, match="would travel unencrypted"):
        read_settings(ENVIRONMENT | login | {"PAPERSHELF_SMTP_TLS": "none"})
    assert read_settings(ENVIRONMENT | login).user == USER
