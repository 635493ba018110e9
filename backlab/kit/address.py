"""What the address of the page asks for: a dashboard can be sent as a link with its patient in it.

A server that shows a notebook as a page hands the part after the question mark to the kernel; in JupyterLab there is
none, and every answer is "nothing asked".
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import parse_qs

from backlab.language import LANGUAGES, SOURCE_LANGUAGE


def asked() -> Mapping[str, str]:
    """What stands in the address, by name; of a name that stands there twice, the last."""
    query = parse_qs(os.environ.get("QUERY_STRING", ""), keep_blank_values=True)
    return {name: values[-1] for name, values in query.items()}


def language() -> str:
    """The language that the address asks for, or the source language for none or one that there is not."""
    wanted = asked().get("lang", SOURCE_LANGUAGE)
    return wanted if wanted in LANGUAGES else SOURCE_LANGUAGE
