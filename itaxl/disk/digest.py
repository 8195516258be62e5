"""The name of a content: nobody can make two that share one."""

from __future__ import annotations

try:  # hashlib's own, without OpenSSL, which takes four milliseconds to load: a tenth of a click's imports
    from _blake2 import blake2b
except ImportError:  # a Python built without it, or one that calls it otherwise
    from hashlib import blake2b


def digest(data: bytes) -> str:
    """64 hex digits."""
    return blake2b(data, digest_size=32).hexdigest()
