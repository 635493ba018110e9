"""What keeps a vote in order: how large a ballot may be, and the teacher's secret."""

from __future__ import annotations

from hashlib import sha256
from hmac import compare_digest

LARGEST_BODY = 999  # bytes: a ballot has about eighty


def is_secret(given: str | None, secret: str) -> bool:
    """Whether somebody knows the teacher's secret; how long that takes to say tells nothing of it."""
    return compare_digest((given or "").encode(), secret.encode())


def pass_for(secret: str) -> str:
    """What a browser that has shown the secret keeps in its place."""
    return sha256(f"backlab teacher {secret}".encode()).hexdigest()
