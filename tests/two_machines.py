"""Two machines of one room: network namespaces, each with its own loopback, joined by a cable between them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple


class Machine(NamedTuple):
    """One of the two: the name of its network, and the address at which the other one reaches it."""

    name: str
    address: str

    @property
    def inside(self) -> list[str]:
        """What stands ahead of a command that runs on it."""
        return ["nsenter", f"--net=/run/netns/{self.name}", "--"]

    def program(self, folder: Path, path: str) -> Path:
        """A program that is another one, run on this machine."""
        here = folder / f"{Path(path).name}-{self.name}"
        here.write_text(f'#!/bin/sh\nexec {" ".join(self.inside)} {path} "$@"\n')
        here.chmod(0o755)
        return here


class Refused(Exception):
    """This system makes no networks for us; what it said."""


@contextmanager
def joined() -> Iterator[tuple[Machine, Machine]]:
    """Two machines that reach each other and nothing else; raises ``Refused`` where there can be none."""
    mine = os.getpid()
    one, other = Machine(f"bl{mine}a", "10.66.0.1"), Machine(f"bl{mine}b", "10.66.0.2")
    with ExitStack() as until_the_end:
        for machine in (one, other):
            _ip("netns", "add", machine.name)
            until_the_end.callback(_ip, "netns", "del", machine.name)
        _ip("-n", one.name, "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", other.name)
        for machine in (one, other):
            _ip("-n", machine.name, "address", "add", f"{machine.address}/24", "dev", "cable")
            for device in ("lo", "cable"):
                _ip("-n", machine.name, "link", "set", device, "up")
        yield one, other


def _ip(*arguments: str) -> None:
    try:
        done = subprocess.run(["ip", *arguments], capture_output=True, text=True, check=False)
    except OSError as error:
        raise Refused(str(error)) from error
    if done.returncode:
        raise Refused(f"ip {' '.join(arguments)}: {done.stderr.strip()}")
