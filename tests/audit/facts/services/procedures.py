"""A page as the readers of services see it, for their tests."""

from bs4 import BeautifulSoup

from audit.facts.services.content import Content
from audit.facts.services.model import Procedure
from audit.facts.services.procedure import read_procedure
from audit.facts.urls import Resolver

URL = "https://dichvucong.tinh.example/thu-tuc?id=1"


def content(html: str, title: str = "") -> Content:
    return Content(BeautifulSoup(html, "lxml"), Resolver(URL), URL, title)


def procedure(html: str, title: str = "") -> Procedure:
    found = read_procedure(content(html, title))
    assert found is not None
    return found


def told(html: str) -> dict[str, str]:
    """Return the text of each point but the name."""
    return {one.field.value: one.text for one in procedure(html).fields if one.field.value != "name"}
