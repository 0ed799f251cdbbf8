"""What the agency report says about scores, findings and persons."""

from __future__ import annotations

from dataclasses import replace

from audit.reasons import REASONS
from reports.i18n import Speech
from reports.render import render_run
from reports.told import Told
from reports.views import agency_view
from tests.reports import samples
from tests.reports.pages import first_screen, page, words


def test_the_first_screen_says_what_the_fixes_would_bring_and_what_waits_for_a_person(rendered):
    view = agency_view(samples.shell_ministry(), samples.rules())
    text = first_screen(page(rendered, "vi/shell"))
    speech = Speech("vi", REASONS)
    then = speech.interval(view.after_fixes)
    assert f"Ba việc này: {speech.interval(view.result.score.english)} → {then}" in text
    assert f"{view.width.person_items} nội dung chờ người kiểm tra" in text
    assert speech.interval(view.result.score.local) in text


def test_what_waits_for_a_person_stands_apart_with_what_to_do(rendered):
    soup = page(rendered, "vi/province")
    items = soup.select("ol.persons > li")
    assert len(items) == len(agency_view(samples.vietnamese_province(), samples.rules()).persons)
    mail = next(li for li in items if li.find("a", href=f"#c-{samples.MAIL}"))
    assert "Gửi một thư điện tử thử và chờ trả lời." in mail.get_text()
    assert mail.find("a", href="#c-CITY-3")
    badge = soup.select_one(f"#c-{samples.MAIL} summary .badge").get_text(" ", strip=True)
    assert badge == "? Chờ người kiểm tra"
    unread = [
        j
        for j in samples.vietnamese_province().judgements
        if j.verdict == "could_not_tell" and j.english.reason.code != "for_person"
    ]
    badge = soup.select_one(f"#c-{unread[0].criterion_id} summary .badge").get_text(" ", strip=True)
    assert badge == "? Không xác định"


def test_a_persons_verdict_shows_name_date_and_proof(rendered):
    item = page(rendered, "vi/good").select_one(f"#c-{samples.MAIL}")
    text = " ".join(item.select_one(".review").get_text(" ").split())
    assert "Nguyễn Văn A kiểm tra, kết luận ngày 02/07/2018." in text
    assert "Trả lời sau hai giờ." in text
    assert item.select_one(".review a")["href"] == "https://good.gov.example/tra-loi"
    assert "độ tin cậy" not in text


def test_a_proof_that_is_no_address_becomes_no_link(tmp_path):
    result = samples.good_ministry()
    judged = tuple(
        replace(j, review=replace(j.review, proof="javascript:alert(1)")) if j.review else j
        for j in result.judgements
    )
    changed = replace(result, judgements=judged)
    render_run(Told([changed], samples.rules(), samples.RUN), tmp_path, locales=("en",))
    review = page(tmp_path, "en/good").select_one(".review")
    assert "javascript:alert(1)" in review.get_text()
    assert not review.select("a")


def test_one_finding_names_every_basis_with_its_dates(rendered):
    result = samples.vietnamese_province()
    finding = next(f for f in result.findings if f.criterion_id == samples.SHARED)
    assert samples.DUTY in finding.also
    basis = page(rendered, "vi/province").select_one(f"#f-{finding.id} .detail ul")
    lines = [" ".join(li.get_text(" ").split()) for li in basis.find_all("li")]
    assert len(lines) == 1 + len(finding.also)
    duty = next(line for line in lines if samples.DUTY in line)
    assert "Điều 10 Nghị định số 43/2011/NĐ-CP (có hiệu lực từ 01/10/2011 đến hết 14/08/2022)" in duty
    assert any("Liên hợp quốc, OSI 2024, tiêu chí số" in line for line in lines)


def test_what_is_met_is_folded_and_what_is_not_comes_first(rendered):
    soup = page(rendered, "vi/good")
    for group in soup.select("section.group"):
        folded = group.select("details.met-rows")
        assert len(folded) <= 1
        for item in group.select("details.criterion[id]"):
            met = item.select_one("summary .badge")["class"][1] == "met"
            assert bool(item.find_parent("details", class_="met-rows")) is met
    assert not soup.select("details.met-rows[open]")


def test_an_index_of_its_own_stands_beside_the_score_where_it_asks(rendered):
    own = samples.vietnamese_province().own_scores[0]
    speech = Speech("vi", REASONS)
    text = first_screen(page(rendered, "vi/province"))
    assert "Chỉ số địa phương mẫu" in text
    assert speech.interval(own.english) in text
    assert speech.interval(own.local) in text
    assert "Chỉ số địa phương mẫu" not in words(page(rendered, "vi/shell"))
    assert "Chỉ số địa phương mẫu" in words(page(rendered, "vi/index"))


def test_sectors_are_shown_by_name_in_both_languages(rendered):
    for locale, name in (("vi", "giáo dục"), ("en", "education")):
        table = page(rendered, f"{locale}/shell").select_one("table.sectors")
        heads = [th.get_text(strip=True) for th in table.select("tbody th")]
        assert name in heads
        assert len(heads) == len(samples.shell_ministry().score.sectors) + 1
