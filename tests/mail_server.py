"""A mail server of the tests' own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "kettle", "whistle-3"


@dataclass
class Mailbox:
    """What a mail server takes: it answers as it is told to, then with yes."""

    answers: list[str] = field(default_factory=list)
    refused: str | None = None
    mails: list[Envelope] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refused is not None:
            return self.refused.format(address=address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        self.mails.append(envelope)
        self.sessions.append(session)
        return "250 taken"

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def hang_up_after(lines: int) -> Iterator[int]:
    """A server that takes the whole mail and hangs up before it answers, or earlier; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def talk() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection, connection.makefile("rwb") as file:
                    for answer in (b"220 here", b"250 hello", b"250 from", b"250 to", b"354 go on")[:lines]:
                        file.write(answer + b"\r\n")
                        file.flush()
                        file.readline()
                    while lines == 5 and file.readline() not in (b".\r\n", b""):
                        pass

        thread = threading.Thread(target=talk)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join()
