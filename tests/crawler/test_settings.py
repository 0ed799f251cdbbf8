from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

import crawler.settings

SOURCE = Path(crawler.settings.__file__).read_text(encoding="utf-8")
NAMES = [name for name in dir(crawler.settings) if name.isupper() and name != "USER_AGENT_PRODUCT"]


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_says_the_default_and_why(name):
    block = re.search(rf"^{name} = .*?  # (default .*)$", SOURCE, re.MULTILINE | re.DOTALL)

    assert block is not None


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"RETRY_TIMES", "LOGSTATS_INTERVAL"}))
def test_every_setting_is_one_of_scrapys_and_differs_from_its_default(name):
    assert hasattr(default_settings, name)
    assert getattr(crawler.settings, name) != getattr(default_settings, name)


def test_every_component_can_be_loaded():
    for group in ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS"):
        for path in getattr(crawler.settings, group):
            assert load_object(path) is not None
    assert load_object(crawler.settings.SCHEDULER) is not None
    assert import_module(crawler.settings.NEWSPIDER_MODULE)


def test_the_settings_that_keep_the_promises():
    settings = crawler.settings

    assert settings.ROBOTSTXT_OBEY is True
    assert settings.COOKIES_ENABLED is False
    assert settings.TELNETCONSOLE_ENABLED is False
    assert settings.REMOTE_CONTROL_ENABLED is False
    browser = dict.fromkeys(["browser+http", "browser+https"], "crawler.browser_handler.BrowserHandler")
    assert dict.fromkeys(["data", "file", "ftp", "s3"]) | browser == settings.DOWNLOAD_HANDLERS
    assert settings.DOWNLOAD_DELAY_JITTER == 0
