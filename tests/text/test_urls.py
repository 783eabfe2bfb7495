"""Hosts as browsers read them: those that every reader can open, and those that mislead or lead nowhere."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.errors import Rejected
from papershelf.text import check_url, is_url, parse_url

OWN = "leads to the reader's own machine"
PRIVATE = "leads into a private network"
NOWHERE = "leads nowhere on the public internet"
DISGUISED = "whose host a browser reads as another"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://EXAMPLE.org/Kettles?a=1#b",
        "http://example.org:8080/",
        "https://example.org:443/",
        "https://b\u00fccher.example/",
        "https://B\u00dcCHER.example/",
        "https://xn--bcher-kva.example/",
        "https://\u043f\u0440\u0438\u043c\u0435\u0440.example/",
        "https://8.8.8.8/",
        "https://8.8.8.8:8443/a",
        "https://1.1.1.1",
        "https://[2606:4700:4700::1111]/",
        "https://[2606:4700:4700::1111]:8080/",
        "https://172.15.0.1/",
        "https://172.32.0.1/",
        "https://localhost.example.org/",
        "https://mylocal.org/",
        "https://127.0.0.1.example.org/",
        "https://internal.example.org/",
        "https://onion.org/",
        "https://a_b.example.org/",
    ],
)
def test_an_address_for_the_public_passes(url: str) -> None:
    check_url(url)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        # this machine
        ("https://127.0.0.1/", OWN),
        ("http://127.0.0.1:8000/a", OWN),
        ("https://127.1/", OWN),
        ("https://127.255.255.254/", OWN),
        ("https://0x7f.1/", OWN),
        ("https://0X7F000001/", OWN),
        ("https://2130706433/", OWN),
        ("https://017700000001/", OWN),
        ("https://0177.0.0.01/", OWN),
        ("https://127.0.0.1./", OWN),
        ("https://0/", OWN),
        ("https://0.0.0.0/", OWN),
        ("https://%31%32%37.0.0.1/", OWN),
        ("https://\uff11\uff12\uff17.0.0.1/", OWN),
        ("https://127\u30020\u30020\u30021/", OWN),
        ("https://[::]/", OWN),
        ("https://[::1]/", OWN),
        ("https://[0:0:0:0:0:0:0:1]:80/", OWN),
        ("https://[::ffff:127.0.0.1]/", OWN),
        ("https://[::FFFF:7F00:1]/", OWN),
        ("https://[::127.0.0.1]/", OWN),
        ("https://[64:ff9b::7f00:1]/", OWN),
        ("https://[2002:7f00:1::]/", OWN),
        ("https://localhost/", OWN),
        ("https://LOCALHOST:3000/", OWN),
        ("https://localhost./", OWN),
        ("https://lo%63alhost/", OWN),
        ("https://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/", OWN),
        ("https://kettle.localhost/", OWN),
        ("https://localhost.localdomain/", OWN),
        # networks of one's own
        ("https://10.0.0.1/", PRIVATE),
        ("https://10.1/", PRIVATE),
        ("https://167772161/", PRIVATE),
        ("https://172.16.0.1/", PRIVATE),
        ("https://172.31.255.255/", PRIVATE),
        ("https://192.168.0.1/", PRIVATE),
        ("https://0xc0a80001/", PRIVATE),
        ("https://100.64.0.1/", PRIVATE),
        ("http://169.254.169.254/latest/", PRIVATE),
        ("https://[fe80::1]/", PRIVATE),
        ("https://[fd00::1]/", PRIVATE),
        ("https://[fec0::1]/", PRIVATE),
        ("https://[::ffff:192.168.0.1]/", PRIVATE),
        ("https://kettle.local/", PRIVATE),
        ("https://kettle.LOCAL./", PRIVATE),
        ("https://kettle.internal/", PRIVATE),
        ("https://metadata.google.internal/", PRIVATE),
        ("https://kettle.home.arpa/", PRIVATE),
        ("https://kettle.lan/", PRIVATE),
        # nowhere
        ("https://192.0.2.1/", NOWHERE),
        ("https://198.51.100.7/", NOWHERE),
        ("https://224.0.0.1/", NOWHERE),
        ("https://255.255.255.255/", NOWHERE),
        ("https://[2001:db8::1]/", NOWHERE),
        ("https://[ff02::1]/", NOWHERE),
        ("https://[4000::1]/", NOWHERE),
        ("https://kettle.onion/", NOWHERE),
        ("https://kettle.test/", NOWHERE),
        ("https://kettle.invalid/", NOWHERE),
        # names
        ("https://kettle/", "whose host is not a full name"),
        ("https://kettle:8080/", "whose host is not a full name"),
        ("https://1.2.3.4.5/", "whose host or port cannot be read"),
        ("https://256.1.1.1/", "whose host or port cannot be read"),
        ("https://[fe80::1%25eth0]/", "whose host or port cannot be read"),
        ("https://exa<mple.org/", "holds the character U+003C"),
        ("https://example.org%2f.example.com/", "whose host or port cannot be read"),
        ("https://xn--a-.example/", "whose host"),
        ("https://" + "a" * 64 + ".org/", "holds what no host may hold"),
        ("https://" + "a." * 130 + "org/", "not a full name"),
        # notations that hide where a public address leads
        ("https://8.8.2056/", DISGUISED),
        ("https://0x8.8.8.8/", DISGUISED),
        ("https://134744072/", DISGUISED),
        ("https://exam%70le.org/", DISGUISED),
        ("https://ex\uff41mple.org/", DISGUISED),
        ("https://example\u3002org/", DISGUISED),
        ("https://@example.org/", "user information"),
        ("https://:@example.org/", "user information"),
        ("https://example.org@/", "user information"),
    ],
)
def test_an_address_that_is_not_for_the_public_is_rejected_with_the_reason(url: str, problem: str) -> None:
    with pytest.raises(Rejected) as caught:
        check_url(url)
    assert problem in caught.value.problem


@given(number=st.ip_addresses(v=4))
def test_a_number_is_judged_alike_in_every_notation(number: ipaddress.IPv4Address) -> None:
    value = int(number)
    first, rest = value >> 24, value & 0xFFFFFF
    plain = is_url(f"https://{number}/")
    if not plain:
        for notation in (
            f"{value}",
            f"{value:#x}",
            f"{value:#o}".replace("o", ""),
            f"{first}.{rest}",
            f"[::ffff:{number}]",
        ):
            assert not is_url(f"https://{notation}/"), notation


@given(address=st.text(max_size=40), base=st.sampled_from([None, "https://example.org/a/b/"]))
def test_parsing_an_address_again_changes_nothing(address: str, base: str | None) -> None:
    parsed = parse_url(address, base)
    if parsed is not None:
        assert parse_url(parsed.href) == parsed
