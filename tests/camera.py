"""A phone's camera: it reads the address in a picture of little squares, wherever it is shown."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from playwright.sync_api import Page

# Light above and below, as a terminal shows two rows of a picture in each of its lines.
_BLOCKS = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}
_SCALE = 4
_GREY = """async (picture) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  return [image.width, Array.from({ length: data.length / 4 }, (_, n) => data[4 * n + 1])];
}"""


def read_page(page: Page) -> str:
    """What a camera reads that looks at the page."""
    picture = base64.b64encode(page.screenshot()).decode()
    beside = page.context.new_page()  # an empty one, which may look at any picture
    width, light = beside.evaluate(_GREY, picture)
    beside.close()
    return _read(bytes(light), width)


def read_terminal(text: str) -> str:
    """What a camera reads that looks at a terminal with this text."""
    lines = [line for line in text.splitlines() if line and set(line) <= set(_BLOCKS)]
    width = max(map(len, lines))
    rows = ([_BLOCKS[sign][half] for sign in line.ljust(width)] for line in lines for half in (0, 1))
    large = b"".join(bytes(light for light in row for _ in range(_SCALE)) * _SCALE for row in rows)
    return _read(large, width * _SCALE)


def _read(light: bytes, width: int) -> str:
    reader: Any = pytest.importorskip("zxingcpp", reason="nothing here reads a QR code: install zxing-cpp")
    (found,) = reader.read_barcodes(memoryview(light).cast("B", [len(light) // width, width]))
    return str(found.text)
