from __future__ import annotations

from dataclasses import replace

from reports.render import render_run
from reports.told import Told
from tests.reports import samples
from tests.reports.pages import page, words


def test_every_link_of_the_first_page_leads_to_a_file(rendered):
    links = [a["href"] for a in page(rendered, "index").select("a[href]")]
    links = [link for link in links if not link.startswith("#")]
    assert {"vi/index.html", "en/index.html", "vi/shell.html", "en/shell.html"} <= set(links)
    assert [link for link in links if not (rendered / link).is_file()] == []


def test_each_language_speaks_for_itself(rendered):
    sections = {part["lang"]: part.get_text(" ") for part in page(rendered, "index").select("main section")}
    assert list(sections) == ["vi", "en"]
    assert "Tổng quan" in sections["vi"]
    assert "Bộ Vỏ bọc" in sections["vi"]
    assert "Overview" in sections["en"]
    assert "Ministry of the Shell" in sections["en"]


def test_the_title_says_the_day_and_where_there_is_none_the_run(rendered, tmp_path):
    assert "đợt rà soát ngày 30/06/2018" in words(page(rendered, "index"))
    run = replace(samples.RUN, finished_at="")
    render_run(Told([], samples.rules(), run), tmp_path, locales=("vi",))
    soup = page(tmp_path, "index")
    assert samples.RUN.run_id in soup.h1.get_text()
    assert not soup.select("main details")
