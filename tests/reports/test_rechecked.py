from __future__ import annotations

from audit.life.model import Look
from audit.recheck import Recheck, Shown
from reports.rechecked import rechecked_view
from reports.render import render_run
from reports.told import Told
from tests.reports import samples
from tests.reports.pages import first_screen, page

NOTHING = Shown(None, None, None, None)


def looked(id_: str, finding: str, look: Look) -> Recheck:
    return Recheck(id_, finding, "good", samples.RUN.run_id, look, NOTHING, NOTHING)


LOOKS = (
    looked("20180701T020000Z", "a", Look.FAILING),
    looked("20180701T020000Z", "b", Look.FAILING),
    looked("20180702T030405Z", "a", Look.PASSING),
    looked("20180702T030405Z", "c", Look.UNSEEN),
)


def test_the_last_look_at_each_finding_counts():
    view = rechecked_view(LOOKS)
    assert (view.looked, view.mended, view.still, view.untold) == (3, 1, 1, 1)
    assert view.until == "2018-07-02T03:04:05Z"
    assert rechecked_view(()) is None


def test_the_first_screen_says_what_was_looked_at_again_and_leaves_the_score(tmp_path):
    told = Told([samples.good_ministry()], samples.rules(), samples.RUN, rechecks={"good": LOOKS})
    render_run(told, tmp_path)
    text = first_screen(page(tmp_path, "vi/good"))
    assert "Đã kiểm tra lại 3 phát hiện sau đợt rà soát." in text
    assert "Đã khắc phục: 1; vẫn còn: 1; không xác định: 1 (đến 02/07/2018 10:04)" in text
    assert "3 findings were looked at again since." in first_screen(page(tmp_path, "en/good"))
