"""The name of a content: nobody can make two that share one."""

from __future__ import annotations

from itaxl.blake2 import blake2b


def digest(data: bytes) -> str:
    """64 hex digits."""
    return blake2b(data, digest_size=32).hexdigest()
