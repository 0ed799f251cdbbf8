"""The browser of the second pass: whether there is one, and how it is begun so that nothing leaves it by itself."""

from __future__ import annotations

import importlib.util
import os
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

PROGRAMS = ("chromium", "chromium-browser")
"""Debian's name, and Ubuntu's; a browser is never downloaded."""
SCHEME = "browser+"
"""Before the scheme of an address that the browser is asked to show."""
MISSING = {
    "no_extra": "scrapy-playwright is not installed: pip install 'osi-audit[browser]'",
    "no_chromium": "Chromium is not installed: apt-get install chromium",
}
_ARGUMENTS = (
    # Every request is answered by the crawler. What would go round that, meets a dead proxy and no names.
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--disable-gpu",
    "--renderer-process-limit=1",
    "--js-flags=--max-old-space-size=256",
)


def missing_part(settings: BaseSettings) -> str:
    """What is missing for a browser: `no_extra`, `no_chromium`, or empty."""
    if importlib.util.find_spec("scrapy_playwright") is None:
        return "no_extra"
    return "" if chromium(settings) else "no_chromium"


def chromium(settings: BaseSettings) -> str:
    """Path of the system's Chromium, or of the program that the setting `OSI_CHROMIUM` names; empty without one."""
    named = settings.get("OSI_CHROMIUM")
    found = (shutil.which(name) for name in ((named,) if named else PROGRAMS))
    return next(filter(None, found), "")


def browser_settings(settings: BaseSettings) -> dict[str, Any]:
    """Scrapy settings for scrapy-playwright: the system's Chromium, one page at a time, nothing saved."""
    arguments = list(_ARGUMENTS)
    if os.getuid() == 0:
        arguments.append("--no-sandbox")  # Chromium's sandbox refuses to work for root, as in many containers
    return {
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": chromium(settings),
            "headless": True,
            "args": arguments,
            "timeout": 30_000,
            "handle_sigint": False,
            "handle_sigterm": False,
            "handle_sighup": False,
        },
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": 20_000,
        "PLAYWRIGHT_PROCESS_REQUEST_HEADERS": None,
    }


def context_options(user_agent: str) -> dict[str, Any]:
    """Options of a browser context: who we are, no downloads, no service workers."""
    return {
        "user_agent": user_agent,
        "locale": "en",
        "accept_downloads": False,
        "service_workers": "block",
        "viewport": {"width": 1280, "height": 1024},
    }
