"""One call of an outside system, without Odoo: it runs in a thread of its own."""

import json
import logging
import os
import time
from dataclasses import dataclass, field

import requests

from .push import (
    FAILED,
    FOR_GOOD,
    NO_RECEIPT,
    NOT_ALLOWED,
    REDIRECTED,
    REFUSED,
    TIMED_OUT,
    UNREACHABLE,
    UNTRUSTED,
    address_error,
    sign,
)

_logger = logging.getLogger(__name__)

MOST_READ = 65536
"""Bytes of an answer that are looked at."""
LONGEST_RECEIPT = 200


@dataclass(frozen=True)
class Message:
    """What is sent, to whom; secret and body are kept out of logs."""

    push_id: int
    organization_id: int
    url: str
    timeout: int
    key: str
    plain: bool
    secret: str = field(repr=False)
    body: str = field(repr=False)


@dataclass(frozen=True)
class Outcome:
    """A receipt, or the reason why there is none."""

    receipt: str | None = None
    failure: str | None = None
    status: int | None = None


def deliver(message):
    """Send a message and tell what came of it; never raises."""
    if address_error(message.url, message.plain):
        return Outcome(failure=NOT_ALLOWED)
    try:
        return _post(message)
    except requests.exceptions.SSLError:
        return Outcome(failure=UNTRUSTED)
    except requests.Timeout:
        return Outcome(failure=TIMED_OUT)
    except requests.RequestException:
        return Outcome(failure=UNREACHABLE)
    except Exception:
        _logger.exception("push %s failed", message.push_id)
        return Outcome(failure=UNREACHABLE)


def _post(message):
    until = time.monotonic() + message.timeout
    timestamp = str(int(time.time()))
    signature = sign(message.secret, timestamp, message.key, message.body)
    with requests.Session() as session:
        # no proxy and no password that the environment of the process happens to name
        session.trust_env = False
        with session.post(
            message.url,
            data=message.body.encode(),
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "Accept-Encoding": "identity",
                "Idempotency-Key": message.key,
                "X-Grid-Timestamp": timestamp,
                "X-Grid-Signature": signature,
            },
            timeout=message.timeout,
            allow_redirects=False,
            stream=True,
            # certificates of an authority of the city are named as usual
            verify=os.environ.get("REQUESTS_CA_BUNDLE") or True,
        ) as response:
            return _outcome(response, until)


def _outcome(response, until):
    status = response.status_code
    if 200 <= status < 300:
        receipt = _receipt(response, until)
        if receipt:
            return Outcome(receipt=receipt, status=status)
        return Outcome(failure=NO_RECEIPT, status=status)
    if 300 <= status < 400:
        return Outcome(failure=REDIRECTED, status=status)
    return Outcome(failure=REFUSED if status in FOR_GOOD else FAILED, status=status)


def _receipt(response, until):
    """The receipt in an answer, if it is one that can be kept."""
    read = b""
    for part in response.iter_content(4096):
        read += part
        if len(read) > MOST_READ or time.monotonic() > until:
            return None
    try:
        answer = json.loads(read)
    except ValueError:
        return None
    receipt = answer.get("receipt") if isinstance(answer, dict) else None
    if not isinstance(receipt, str) or not receipt.isprintable():
        return None
    return receipt.strip()[:LONGEST_RECEIPT] or None
