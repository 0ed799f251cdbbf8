"""Fill an empty Wagtail site with the texts of the ministry."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ministry.settings")

import django  # noqa: E402

django.setup()

from content import Text, pdf, texts  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from markdown import markdown  # noqa: E402
from wagtail.documents.models import Document  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from ministry.models import PortalPage  # noqa: E402

DEAD = range(90, 100)
"""Numbers of documents that pages link to and nobody has uploaded."""


def _page(text: Text) -> PortalPage:
    return PortalPage(
        title=text.title,
        slug=text.path.rpartition("/")[2] or "home",
        kind=text.kind,
        body=markdown(text.body, extensions=["tables"]),
        day=text.day or None,
        facts=text.facts,
        show_in_menus=text.path.count("/") == 0,
    )


def main() -> None:
    """Build the database and the tree of pages."""
    migrations = settings.FOLDER / "made_migrations"
    migrations.mkdir()
    (migrations / "__init__.py").touch()
    call_command("makemigrations", "ministry", verbosity=0)
    call_command("migrate", verbosity=0)
    root = Page.objects.get(depth=1)
    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(depth=1)
    made: dict[str, Page] = {}
    source = ""
    for text in texts(HERE / "content"):
        parent = made[text.path.rpartition("/")[0]] if text.path else root
        made[text.path] = Page.objects.get(pk=parent.pk).specific.add_child(instance=_page(text))
        source += text.body + " ".join(text.facts.values()) + " "
    Site.objects.all().delete()
    Site.objects.create(hostname=settings.HOST, root_page=made[""], is_default_site=True, site_name="MUIE")
    for number, name in sorted(set(re.findall(r"/documents/(\d+)/([\w.-]+)", source))):
        if int(number) not in DEAD:
            document = Document(pk=int(number), title=name)
            document.file.save(name, ContentFile(pdf(name)))
    call_command("update_index", verbosity=0)


if __name__ == "__main__":
    main()
