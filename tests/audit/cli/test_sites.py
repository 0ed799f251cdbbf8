from audit.__main__ import run


def test_check_says_what_it_found(capsys):
    assert run(["sites", "check"]) == 0

    out = capsys.readouterr()
    assert "106 agencies" in out.out
    assert "unconfirmed" in out.out
    assert "user_agent_contact is still an example" in out.err


def test_list_answers_the_question_of_the_letters(capsys):
    assert run(["sites", "list", "--kind", "ministry", "--sector", "health", "--on", "2018-06-30"]) == 0

    out = capsys.readouterr()
    assert out.out.startswith("moh\tministry\tBộ Y tế (Ministry of Health)\thttp")
    assert "1 agency on 30/06/2018" in out.err


def test_a_wrong_registry_is_refused_with_file_line_and_key(tmp_path, capsys):
    path = tmp_path / "ours.yaml"
    path.write_text(
        'version: 1\ndefaults: {user_agent_contact: "x@y.example"}\nagencis: []\n', encoding="utf-8"
    )

    assert run(["sites", "check", "--sites", str(path)]) == 2
    assert "ours.yaml" in capsys.readouterr().err


def test_a_wrong_date_is_a_usage_error(capsys):
    assert run(["sites", "list", "--on", "30/06/2018"]) == 2
    assert "is not a date like 2018-06-30" in capsys.readouterr().err


def test_an_unknown_option_is_a_usage_error(capsys):
    assert run(["sites", "list", "--knd", "x"]) == 2
    assert "No such option" in capsys.readouterr().err
