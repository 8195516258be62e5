"""blake2b without OpenSSL, which hashlib loads first: that takes longer than all that a command hashes."""

from __future__ import annotations

try:  # as Python's own `random` takes its sha512
    from _blake2 import blake2b as blake2b
except ImportError:
    from hashlib import blake2b as blake2b
