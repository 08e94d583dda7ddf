"""Secrets that are shown once: made at random, kept as SHA-256, compared in constant time.

A plain hash is enough here: unlike passwords these have 256 bits of chance, there is nothing to guess.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def matches(secret: str, stored: str) -> bool:
    return hmac.compare_digest(digest(secret), stored)
