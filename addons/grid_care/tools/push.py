"""What leaves for an outside system: its form, its signature, where it may go and when.

Plain functions of their arguments; the endpoint's side of the contract is written down
in ``docs/care-connector.md``.
"""

import hashlib
import hmac
import json
from ipaddress import ip_address
from urllib.parse import urlsplit

NOTICE = "notice"
RECALL = "recall"
MESSAGES = [(NOTICE, "Notice"), (RECALL, "Recall")]

WAITING = "waiting"
ACKNOWLEDGED = "acknowledged"
GIVEN_UP = "given_up"
WITHDRAWN = "withdrawn"
PUSH_STATES = [
    (WAITING, "Waiting"),
    (ACKNOWLEDGED, "Acknowledged"),
    (GIVEN_UP, "Given Up"),
    (WITHDRAWN, "Withdrawn"),
]
UNACKNOWLEDGED = (WAITING, GIVEN_UP)
"""States in which the outside system still has to say that it has the message."""

TIMED_OUT = "timed_out"
UNREACHABLE = "unreachable"
UNTRUSTED = "untrusted"
NOT_ALLOWED = "not_allowed"
REDIRECTED = "redirected"
REFUSED = "refused"
FAILED = "failed"
NO_RECEIPT = "no_receipt"
FAILURES = [
    (TIMED_OUT, "No answer in time"),
    (UNREACHABLE, "No connection, or closed without an answer"),
    (UNTRUSTED, "The certificate of the address is not trusted"),
    (NOT_ALLOWED, "The address is not allowed"),
    (REDIRECTED, "Sent on to another address, which is not followed"),
    (REFUSED, "Refused for good"),
    (FAILED, "Answered with an error"),
    (NO_RECEIPT, "Answered without a receipt"),
]

FOR_GOOD = (400, 409, 413, 422)
"""Answers that the same message will get again: it is not repeated by itself."""


def canonical(content):
    """The one text of a message: keys sorted, no spaces, characters as they are."""
    return json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def digest(text):
    """SHA-256 of a message as it goes over the wire."""
    return hashlib.sha256(text.encode()).hexdigest()


def sign(secret, timestamp, key, body):
    """The value of ``X-Grid-Signature``."""
    signed = f"{timestamp}.{key}.{body}".encode()
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def pause(attempts, first, longest):
    """Seconds to wait after so many attempts that failed: doubled each time.

    :param attempts: how often it was tried, from 1
    """
    # beyond that the longest pause has been reached, whatever the first was
    return min(first * 2 ** min(attempts - 1, 30), longest)


def address_error(url, plain=False):
    """What is wrong with an address, as a word; nothing if it may be called.

    :param plain: whether calls without encryption may leave this machine
    """
    try:
        parts = urlsplit(url or "")
        host, _port = parts.hostname, parts.port
    except ValueError:
        return "unreadable"
    if parts.scheme not in ("http", "https") or not host or url != url.strip():
        return "unreadable"
    if parts.username or parts.password or parts.fragment:
        return "extras"
    if parts.scheme == "http" and not plain and not _is_loopback(host):
        return "plain"
    return None


def _is_loopback(host):
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
