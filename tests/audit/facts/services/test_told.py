import pytest

from audit.facts.services.told import languages_of


@pytest.mark.parametrize(
    ("lines", "languages"),
    [
        (["Trong thời hạn 5 ngày làm việc"], ("vi",)),
        (["Within five working days", "of a complete dossier"], ("en",)),
        (["Decree No. 152/2020/NĐ-CP of the Government on foreign workers", "Law on Investment"], ("en",)),
        (["Người lao động nước ngoài", "Foreign workers"], ("vi", "en")),
        (["Cá nhân / Individuals"], ("vi", "en")),
        (["100.000 VND"], ("und",)),
        (["ABTC"], ("und",)),
    ],
)
def test_tells_the_languages_of_lines(lines, languages):
    assert languages_of(lines) == languages
