"""What of a service is in English, and for whom it is."""

from dataclasses import replace

import pytest

from audit.facts.services.model import Action, ActionKind, FieldText, FormFile, ProcedureField
from tests.audit.services.service_sites import HOST, inventory, only, page, procedure, row

FORM = FormFile(f"{HOST}/mau.doc", "Mẫu 01", "vi")


def test_an_english_shell_over_vietnamese_text_tells_nothing_but_its_name():
    shell = procedure(
        "Issue of card A", language="en", spoken="vi", points=(ProcedureField.STEPS,), forms=(FORM,)
    )
    service = only(page("/en/tt", of=shell))
    assert service.english.name
    assert service.english.fields == (ProcedureField.NAME,)
    assert not service.english.form


def test_english_points_are_told_in_the_order_of_the_circular():
    points = (ProcedureField.LEGAL_BASIS, ProcedureField.STEPS)
    told = procedure(
        "Issue of card A",
        points=points,
        language="en",
        forms=(FORM,),
        summary="It is a card.",
        summary_language="en",
    )
    english = only(page("/en/tt", of=told)).english
    assert english.fields == (ProcedureField.NAME, ProcedureField.STEPS, ProcedureField.LEGAL_BASIS)
    assert english.form
    assert english.summary


def test_an_english_name_in_a_list_is_a_name_and_no_point():
    service = only(page("/en/ds", row("Issue of card A", language="en")))
    assert service.english.name
    assert service.english.fields == ()
    assert (service.name, service.name_en) == ("", "Issue of card A")


def test_an_english_form_on_a_vietnamese_page_counts():
    form = FormFile(f"{HOST}/form.doc", "Application form", "en")
    guide = Action(ActionKind.GUIDE, "How to apply", "en", f"{HOST}/guide")
    english = only(page("/tt", of=procedure("Cấp thẻ A", forms=(form,), actions=(guide,)))).english
    assert english.form
    assert english.guidance
    assert not english.name


def test_an_english_page_that_is_nothing_but_the_form_is_an_english_form():
    form = replace(procedure("Issue of card A", language="en"), fields=(), forms=(), has_form=True)
    assert only(page("/en/form", of=form)).english.form


@pytest.mark.parametrize(
    ("name", "who", "expected"),
    [
        ("Cấp thẻ A", "Công dân Việt Nam, Người nước ngoài", True),
        ("Cấp giấy phép lao động cho người nước ngoài", "", True),
        ("Đăng ký hợp đồng cho người lao động đi làm việc ở nước ngoài", "Công dân Việt Nam", False),
        ("Cấp thẻ A", "Công dân Việt Nam", False),
        ("Cấp thẻ A", "Doanh nghiệp", None),
        ("Cấp thẻ A", "", None),
        ("Issue of card A", "Vietnamese citizens and foreigners", True),
        ("Cấp sổ", "Công dân Việt Nam (không áp dụng đối với người nước ngoài)", False),
        ("Cấp sổ", "Công dân Việt Nam (người nước ngoài không thuộc đối tượng áp dụng)", False),
        ("Licence to practise", "Vietnamese citizens and organisations only; foreigners cannot apply", False),
        ("Cấp sổ cho người nước ngoài", "Công dân Việt Nam", False),
        ("Registration of a foreign loan", "Organisations and individuals", None),
        ("Báo cáo sử dụng lao động nước ngoài", "Doanh nghiệp", None),
        ("Issue of card A", "Any person except foreign nationals", True),
    ],
)
def test_whether_foreigners_can_use_it_is_told_by_whom_it_names(name, who, expected):
    fields = (FieldText(ProcedureField.WHO, who, "vi"),) if who else ()
    told = replace(procedure(name, points=()), fields=fields)
    assert only(page("/tt", of=told)).foreigners is expected


def test_a_list_for_foreigners_says_that_they_can_use_what_it_lists():
    listed = page("/en/ds", row("Issue of card A", language="en"), title="Online services for foreigners")
    assert only(listed).foreigners is True


ALL = (ProcedureField.STEPS, ProcedureField.AGENCY, ProcedureField.RESULT)


def test_a_form_without_words_of_its_own_is_english_on_a_page_that_speaks_english():
    file = FormFile(f"{HOST}/f?id=1", "", "und")
    for name, language in (("Issue of card A", "en"), ("Cấp thẻ A", "vi")):
        told = procedure(name, points=ALL, language=language, spoken="en", forms=(file,))
        assert only(page("/en/tt", of=told)).english.form


def test_a_form_is_not_english_on_a_page_whose_labels_alone_are():
    told = procedure("Issue of card A", points=ALL, language="en", spoken="vi", forms=(FORM,))
    assert not only(page("/en/tt", of=told)).english.form
    told = procedure("Cấp thẻ A", points=ALL, language="vi", forms=(FORM,))
    assert not only(page("/en/tt", of=told)).english.form


@pytest.mark.parametrize(
    ("name", "language", "english"), [("Application", "en", True), ("Nộp hồ sơ", "vi", False)]
)
def test_an_electronic_form_behind_the_button_of_an_english_page(name, language, english):
    apply = Action(ActionKind.APPLY, "Apply", "en", f"{HOST}/en/form")
    form = replace(procedure(name, language=language), fields=(), has_form=True)
    pages = [
        page(
            f"/en/{card}", of=procedure(f"Issue of card {card}", points=ALL, language="en", actions=(apply,))
        )
        for card in "AB"
    ]
    found = inventory(*pages, page("/en/form", of=form)).services
    assert [one.english.form for one in found] == [english, english]


def test_an_english_form_behind_a_vietnamese_page_is_not_the_english_pages():
    apply = Action(ActionKind.APPLY, "Nộp", "vi", f"{HOST}/form")
    form = replace(procedure("Application", language="en"), fields=(), has_form=True)
    pages = [page(f"/{card}", of=procedure(f"Cấp thẻ {card}", points=ALL, actions=(apply,))) for card in "AB"]
    assert not any(one.english.form for one in inventory(*pages, page("/form", of=form)).services)


def test_what_is_related_to_a_service_for_foreigners_need_not_be_one():
    told = procedure("Cấp giấy phép cho người nước ngoài", code="1.000001")
    found = inventory(
        page(
            "/tt",
            row("Đăng ký nội quy", code="1.000002"),
            of=told,
            title="Cấp giấy phép cho người nước ngoài",
        )
    )
    assert {one.codes: one.foreigners for one in found.services} == {("1.000001",): True, ("1.000002",): None}
