"""A machine without the internet, in a network of its own: ``unshare --net python offline_room.py FOLDER BROWSER``.

It follows the README.txt of what ``deploy/offline.py`` gathered, to the letter, and opens the pages; what it saw comes
out as JSON.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import socket
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect, sync_playwright

LIFT, UP = 0x8914, 0x1  # SIOCSIFFLAGS and IFF_UP of Linux: a new network has a loopback, but it is down
MILLISECONDS = 240_000


def main() -> None:
    """Install, start and look; the first word that is not as it should be ends it."""
    folder, browser = Path(sys.argv[1]), sys.argv[2]
    with socket.socket() as loopback:
        fcntl.ioctl(loopback, LIFT, struct.pack("16sh", b"lo", UP))
    *install, alone, together = re.findall(r"^ {4}(\S.*)$", (folder / "README.txt").read_text("utf-8"), re.MULTILINE)
    for line in install:
        subprocess.run(line, shell=True, cwd=folder, check=True, stdout=sys.stderr)
    seen: dict[str, Any] = {"outside": outside(), "other hosts": []}
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser, chromium_sandbox=os.geteuid() != 0)
        page = chromium.new_page()
        page.set_default_timeout(MILLISECONDS)
        expect.set_options(timeout=MILLISECONDS)
        page.on("request", lambda request: elsewhere(request.url) and seen["other hosts"].append(request.url))
        seen["alone"] = served(f"{alone} --port 0 --no-browser", folder, page)
        seen["together"] = served(f"{together} --port 0 --no-browser", folder, page)
        chromium.close()
    print(json.dumps(seen))


def outside() -> str:
    """What is said to whoever asks for an address of the internet, one that is for examples only."""
    try:
        socket.create_connection(("192.0.2.1", 443), timeout=5).close()
    except OSError as error:
        return error.strerror or str(error)
    return "reached"


def elsewhere(address: str) -> bool:
    """Whether an address is of another machine."""
    return re.match(r"(https?|wss?)://(?!127\.0\.0\.1[:/])", address) is not None


def served(line: str, folder: Path, page: Page) -> dict[str, str]:
    """The title of the start page, and how a lesson answers, while ``line`` runs."""
    environment = {**os.environ, "JUPYTER_RUNTIME_DIR": str(folder / "run"), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(["sh", "-c", f"exec {line}"], cwd=folder, env=environment, stdout=-1, text=True)
    try:
        assert server.stdout
        page.goto(next(found[0] for said in server.stdout if (found := re.search(r"http://127\.0\.0\.1\S*", said))))
        title = page.title()
        page.get_by_role("link", name="Choose the treatment").first.click()
        expect(page.locator(".bl-result .bl-lead")).to_be_visible()
        page.get_by_role("slider", name="Pain, 0 to 10").press("ArrowRight")
        level = page.locator(".bl-levels .is-here")
        expect(level).to_contain_text("Routine")
        return {"start": title, "level": level.inner_text()}
    finally:
        server.terminate()
        server.communicate(timeout=MILLISECONDS / 1000)


if __name__ == "__main__":
    main()
