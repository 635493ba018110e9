"""Which names and addresses this machine has in the room's network; nothing is sent to find them."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address

Address = IPv4Address | IPv6Address
# A socket for datagrams that is told where to send to, and sends nothing, says from where it would.
_SEEN_FROM = ("192.0.2.1", "10.255.255.254", "172.31.255.254", "192.168.255.254", "2001:db8::1")
_ASK_FOR_ADDRESS = 0x8915  # Linux's own number for "the address of this interface"


def addresses() -> list[Address]:
    """The addresses at which others in the room can reach this machine, the likeliest first."""
    found = dict.fromkeys(map(address_of, (*_by_route(), *_by_interface())))
    return [each for each in found if each and not (each.is_loopback or each.is_link_local or each.is_unspecified)]


def to_type(found: list[Address]) -> list[Address]:
    """Those that a class is shown: of the newer kind, which nobody can type, only where there is no other."""
    return [each for each in found if each.version == 4] or found


def address_of(text: str) -> Address | None:
    """What stands for an address as one; one of the older kind in the newer's dress is the older, and None is none."""
    try:
        known = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return known.ipv4_mapped or known if isinstance(known, IPv6Address) else known


def names() -> set[str]:
    """What this machine is called, in lower case."""
    own = socket.gethostname().lower()
    return {"localhost", own, f"{own.partition('.')[0]}.local"}


def _by_route() -> Iterator[str]:
    for far in _SEEN_FROM:
        kind = socket.AF_INET6 if ":" in far else socket.AF_INET
        with suppress(OSError), socket.socket(kind, socket.SOCK_DGRAM) as asking:
            asking.connect((far, 9))
            yield asking.getsockname()[0]


def _by_interface() -> Iterator[str]:
    if not sys.platform.startswith("linux"):
        return
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            with suppress(OSError):  # it has no address
                told = fcntl.ioctl(asking.fileno(), _ASK_FOR_ADDRESS, name.encode().ljust(40, b"\0"))
                yield socket.inet_ntoa(told[20:24])
