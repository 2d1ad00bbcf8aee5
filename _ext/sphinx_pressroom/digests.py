"""Digests of values, by which it is known whether anything has changed."""

from __future__ import annotations

import hashlib


def digest_of(value: object) -> str:
    """Digest a value by its representation."""
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()
