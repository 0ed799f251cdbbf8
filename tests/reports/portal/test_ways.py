from __future__ import annotations

import pytest

from reports.portal.route import Route
from reports.portal.ways import Ways


def nothing(_visit):
    raise AssertionError


WAYS = Ways(
    [
        Route("/", nothing, None, "home"),
        Route("/agencies/{agency_id}", nothing, None, "agency"),
        Route("/files/{name:path}", nothing, None, "file"),
    ]
)


@pytest.mark.parametrize(
    ("page", "params", "path"),
    [
        ("home", {}, "/"),
        ("home", {"next": "/a?b=1&c=đ"}, "/?next=%2Fa%3Fb%3D1%26c%3D%C4%91"),
        ("agency", {"agency_id": "moh"}, "/agencies/moh"),
        ("agency", {"agency_id": "moh", "run": "", "q": "x"}, "/agencies/moh?q=x"),
        ("agency", {"agency_id": "{run}", "run": "1"}, "/agencies/{run}?run=1"),
        ("file", {"name": "vi/moh.html"}, "/files/vi/moh.html"),
    ],
)
def test_an_address_holds_what_its_path_asks_for_and_the_rest_as_a_query(page, params, path):
    assert WAYS.url(page, **params) == path


@pytest.mark.parametrize(("page", "params"), [("agency", {}), ("nowhere", {})])
def test_what_is_missing_is_a_fault_of_ours(page, params):
    with pytest.raises(KeyError):
        WAYS.url(page, **params)
