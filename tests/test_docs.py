"""What the documents promise is there: every command, option, exit code and linked file."""

import re
from pathlib import Path

import click
import pytest

from audit.cli import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(group: click.Group, path: str = "osi-audit") -> list[tuple[str, click.Command]]:
    found = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found.append((f"{path} {name}", command))
        if isinstance(command, click.Group):
            found += commands(command, f"{path} {name}")
    return found


@pytest.mark.parametrize(("name", "command"), commands(cli), ids=lambda v: v if isinstance(v, str) else "")
def test_every_command_says_what_it_does_and_shows_an_example(name, command):
    text = f"{command.help or ''}"

    assert len(text.splitlines()[0]) > 20
    if not isinstance(command, click.Group) and "check" not in name:
        assert name in text


@pytest.mark.parametrize("name", [n for n, c in commands(cli) if not isinstance(c, click.Group)])
def test_the_readme_knows_every_command(name):
    words = name.split()[1:]

    assert re.search(r"(osi-audit|`|make) ?" + r"[ `|]?".join(words), README) or "|".join(words[1:]) in README


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").glob("*.md")), ids=lambda p: p.name
)
def test_links_between_documents_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", text)

    assert [t for t in targets if not (path.parent / t).exists()] == []


def test_paths_in_the_architecture_exist():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = re.search(r"## Which room.*?\n## ", text, re.DOTALL)
    assert rooms
    folder = ROOT
    missing = []
    for row in re.findall(r"^\| ((?:`[^`]+`(?:, )?)+)", rooms[0], re.MULTILINE):
        for name in re.findall(r"`([^`]+)`", row):
            path = ROOT / name if "/" in name else folder / name
            folder = path.parent
            if not list(path.parent.glob(path.name)) and not path.exists():
                missing.append(name)

    assert missing == []


def test_exit_codes_of_the_errors_are_in_the_readme():
    from crawler import errors

    codes = {e.exit_code for e in vars(errors).values() if isinstance(e, type) and hasattr(e, "exit_code")}

    assert {int(n) for n in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)} >= codes | {0, 5, 130}


@pytest.mark.parametrize(
    "name",
    [
        "docs/statuses.md",
        "docs/stats.md",
        "docs/data-dictionary.md",
        "reports/schema/agency-report-1.json",
        "reports/schema/overview-1.json",
    ],
)
def test_lists_kept_in_code_are_in_step_with_their_documents(name):
    from tools.build_docs import DOCUMENTS

    assert (ROOT / name).read_text(encoding="utf-8") == DOCUMENTS[name](), "run tools/build_docs.py"
