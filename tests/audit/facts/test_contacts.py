import pytest

from audit.facts.contacts import find_emails, find_phones
from audit.facts.page import read_page


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("Điện thoại: (024) 3.8244.404 - Fax: 024.38234453", ["(024) 3.8244.404"]),
        ("ĐT: 0243 8244404, 091.234.5678", ["0243 8244404", "091.234.5678"]),
        ("Tel 6731 9000", ["6731 9000"]),
        ("Hotline: 1900 1234", ["1900 1234"]),
        ("Tel: +84 24 3733 2163; Fax: +84-24-37332163", ["+84 24 3733 2163"]),
        ("(84.24) 38.255.012", ["(84.24) 38.255.012"]),
        ("Phone: 04.37332163/04.37332164", ["04.37332163", "04.37332164"]),
        ("Nghị định số 43/2011/NĐ-CP ngày 13/06/2011", []),
        ("Tổng vốn 1.234.567.890 đồng", []),
        ("Từ 2016 - 2020 có 12 000 000 người", []),
        ("10.000 - 20.000 tấn", []),
    ],
)
def test_finds_telephone_numbers(text, phones):
    assert find_phones(text) == phones


@pytest.mark.parametrize(
    ("text", "emails"),
    [
        ("Email: Vanphong@MOH.gov.vn.", ["vanphong@moh.gov.vn"]),
        ("abc[at]moh.gov.vn", ["abc@moh.gov.vn"]),
        ("nva(at)mpi.gov.vn", ["nva@mpi.gov.vn"]),
        ("nva [at] mpi [dot] gov [dot] vn", ["nva@mpi.gov.vn"]),
        ("info AT mof.gov.vn", ["info@mof.gov.vn"]),
        ("logo@2x.png", []),
        ("Look at gov.vn (at home.)", []),
    ],
)
def test_finds_addresses(text, emails):
    assert find_emails(text) == emails


def test_reads_links_and_protected_addresses():
    code = "42"  # the key; each byte is XORed with it
    protected = code + "".join(f"{byte ^ 0x42:02x}" for byte in b"nva@moj.gov.vn")
    page = f"""<p><a href="mailto:lienhe%40moj.gov.vn?subject=x">Gửi thư</a> <a href="tel:+842438244404">Gọi</a>
        <a class="__cf_email__" data-cfemail="{protected}">[email&#160;protected]</a>
        <a href="/cdn-cgi/l/email-protection#zz">x</a></p>"""
    facts = read_page(page.encode(), "http://a.gov.vn/")
    assert facts.emails == ("lienhe@moj.gov.vn", "nva@moj.gov.vn")
    assert facts.phones == ("+842438244404",)
