"""Chromium as people use it: each with a context of their own, camera and microphone.

Picture and sound are made up by the browser itself; connections are real.
"""

import os
import resource
import shutil
from contextlib import contextmanager

from playwright.sync_api import Error, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
DESK = {"viewport": {"width": 1366, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}
KEEP_CALLS = """
    window.calls = [];
    window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(...args) {
            super(...args);
            window.calls.push(this);
        }
    };
"""
"""Keeps every connection of a page, so that a test can ask what it brings."""
MEASURE = """
    async () => {
        const open = window.calls.filter((one) => one.connectionState === "connected");
        let packets = 0, frames = 0;
        for (const call of open) {
            for (const report of (await call.getStats()).values()) {
                if (report.type !== "inbound-rtp") continue;
                if (report.kind === "audio") packets += report.packetsReceived;
                if (report.kind === "video") frames += report.framesDecoded || 0;
            }
        }
        return { open: open.length, packets, frames };
    }
"""


@contextmanager
def without_limit_of_addresses():
    """Chromium reserves far more addresses than the memory that a test may use."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextmanager
def chromium():
    """A browser, without a window."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with without_limit_of_addresses(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=FLAGS, env={**os.environ}
        )
        try:
            yield browser
        finally:
            browser.close()


def somebody(browser, phone=False):
    """A page in a context of its own: cookies of nobody else."""
    context = browser.new_context(
        permissions=["camera", "microphone"], **(PHONE if phone else DESK)
    )
    context.add_init_script(KEEP_CALLS)
    page = context.new_page()
    page.set_default_timeout(40_000)
    return page


def measure(page):
    """How many connections are open, and the sound and picture that came in by them."""
    try:
        return page.evaluate(MEASURE)
    except Error as error:
        if "context was destroyed" not in str(error):
            raise
        # on the way to another page: nothing comes in
        return {"open": 0, "packets": 0, "frames": 0}
