"""Build the evaluation portals: install each CMS in a folder, fill it with the texts, crawl it over loopback, pack the copy.

    python tools/eval_portals/build.py FOLDER [ministry] [province] [agency] [health] [transport]

The last two have no CMS: static pages of the templates in english/. Needs the packages of requirements.txt in the interpreter, and for
the others of Debian: wordpress, wordpress-l10n, wordpress-theme-twentytwentyone, mediawiki, mariadb-server, php-cli, php-mysql,
php-sqlite3, php-mbstring, php-xml, php-intl; MariaDB wants to be started by root. What the pages say does not change between two builds;
ids, tokens and MediaWiki's notes on its caches do.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from importlib import metadata
from pathlib import Path

import wiki
from content import Text, pdf, texts
from copying import Portal, copy
from english.static import serving

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "tests" / "eval" / "portals"
DEBIAN_WORDPRESS = Path("/usr/share/wordpress")
DEBIAN_MEDIAWIKI = Path("/usr/share/mediawiki")
MISSING = {"kq-thau.pdf", "danh-sach-xa-phuong.pdf"}
"""Files that pages link to and nobody has uploaded."""


@contextmanager
def running(command: list[str], port: int, host: str, **more: str) -> Iterator[None]:
    """Run a server until the block ends; `more` are environment variables.

    Raises:
        RuntimeError: it ended at once, as when something else has its port.
        TimeoutError: it did not answer within a minute.
    """
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=os.environ | more, stdout=quiet, stderr=quiet) as server:
        try:
            wait(port, host)
            if server.poll() is not None:
                raise RuntimeError(f"{command[0]} did not stay on port {port}")
            yield
        finally:
            server.terminate()


def wait(port: int, host: str) -> None:
    """Ask the server for a page until it answers anything.

    Raises:
        TimeoutError: it did not within a minute.
    """
    for _ in range(120):
        link = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            link.request("GET", "/robots.txt", headers={"Host": host})
            link.getresponse()
        except OSError:
            time.sleep(0.5)
        else:
            return
        finally:
            link.close()
    raise TimeoutError(host)


def ministry(folder: Path) -> None:
    """Wagtail over SQLite."""
    more = {
        "PORTAL_FOLDER": str(folder),
        "PYTHONPATH": str(HERE),
        "DJANGO_SETTINGS_MODULE": "ministry.settings",
    }
    subprocess.run([sys.executable, HERE / "ministry" / "load.py"], env=os.environ | more, check=True)
    serve = [sys.executable, "-m", "django", "runserver", "--noreload", "127.0.0.1:8801"]
    portal = Portal("vn-ministry-wagtail", "muie.example", 8801, "Wagtail", version("wagtail"))
    with running(serve, 8801, portal.host, **more):
        copy(portal, OUT)


def version(package: str) -> str:
    """Return the version of an installed Debian package, or of a Python one."""
    if package == "wagtail":
        from wagtail import __version__  # noqa: PLC0415

        return str(__version__)
    if package == "jinja2":
        return metadata.version(package)
    asked = ["dpkg-query", "-W", "-f", "${Version}", package]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout


def html(text: Text) -> dict[str, object]:
    """Return a text as WordPress takes it."""
    from markdown import markdown  # noqa: PLC0415

    return vars(text) | {"body": markdown(text.body, extensions=["tables"])}


def province(folder: Path) -> None:
    """WordPress over MariaDB."""
    root, run = folder / "wp", folder / "run"
    run.mkdir()
    shutil.copytree(DEBIAN_WORDPRESS, root, ignore_dangling_symlinks=True)
    shutil.copy(HERE / "province" / "wp-config.php", root)
    (root / "wp-content" / "mu-plugins").mkdir(exist_ok=True)
    shutil.copy(HERE / "province" / "tweaks.php", root / "wp-content" / "mu-plugins")
    pages = list(texts(HERE / "province" / "content"))
    for name in {n for text in pages for n in re.findall(r"/wp-content/uploads/[\w./-]+", text.body)}:
        if Path(name).name not in MISSING:
            (root / name[1:]).parent.mkdir(parents=True, exist_ok=True)
            (root / name[1:]).write_bytes(pdf(name))
    (folder / "texts.json").write_text(json.dumps([html(text) for text in pages]), encoding="utf-8")
    shutil.chown(run, "mysql", "mysql")
    data = ["--no-defaults", "--user=mysql", f"--datadir={run}/db"]
    made = ["mariadb-install-db", *data, "--auth-root-authentication-method=normal", "--skip-test-db"]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    database = subprocess.Popen(
        ["mariadbd", *data, f"--socket={run}/sql.sock", "--skip-networking", "--innodb-buffer-pool-size=32M"],
        stderr=subprocess.DEVNULL,
    )
    try:
        while not (run / "sql.sock").exists():
            time.sleep(0.2)
        query = ["mariadb", "--no-defaults", f"--socket={run}/sql.sock", "-uroot", "-e"]
        subprocess.run([*query, "CREATE DATABASE portal CHARACTER SET utf8mb4"], check=True)
        here = HERE / "province"
        load = ["php", here / "load.php", root, folder / "texts.json", here / "home.html"]
        subprocess.run(load, check=True)
        serve = ["php", "-S", "127.0.0.1:8802", "-t", str(root), str(HERE / "province" / "router.php")]
        portal = Portal(
            "vn-province-wordpress", "thachgiang.example", 8802, "WordPress", version("wordpress")
        )
        with running(serve, 8802, portal.host):
            copy(portal, OUT)
    finally:
        database.terminate()
        database.wait()


def agency(folder: Path) -> None:
    """MediaWiki over SQLite."""
    root = folder / "mw"
    shutil.copytree(DEBIAN_MEDIAWIKI, root, ignore_dangling_symlinks=True)
    (root / "LocalSettings.php").unlink(missing_ok=True)
    pages = list(texts(HERE / "agency" / "content"))
    wiki.files(pages, folder / "files")
    (folder / "dump.xml").write_text(wiki.dump(pages), encoding="utf-8")

    def maintain(script: str, *arguments: str | Path) -> None:
        command = ["php", root / "maintenance" / f"{script}.php", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    site = "Viện Nghề nghiệp và Kỹ năng Quốc gia"
    maintain(
        "install", "--dbtype=sqlite", f"--dbpath={folder}", "--dbname=wiki", "--server=http://nios.example", "--scriptpath=",
        "--lang=vi", "--pass=on-loopback-only", "--skins=Vector", "--extensions=ParserFunctions", site, "Bientap",
    )  # fmt: skip
    with (root / "LocalSettings.php").open("a", encoding="utf-8") as settings:
        settings.write((HERE / "agency" / "settings.php").read_text(encoding="utf-8"))
    maintain("importDump", folder / "dump.xml")
    maintain("importImages", "--extensions=pdf,csv,docx", "--user=Bientap", folder / "files")
    maintain("rebuildrecentchanges")
    maintain("runJobs")
    maintain("initSiteStats", "--update")
    (root / "robots.txt").write_text(
        "User-agent: *\nDisallow: /index.php\nDisallow: /wiki/Đặc_biệt:\n", encoding="utf-8"
    )
    serve = ["php", "-S", "127.0.0.1:8803", "-t", str(root), str(HERE / "agency" / "router.php")]
    skipped = r"^/(index\.php|wiki/(Đặc_biệt|Special):)"
    portal = Portal(
        "vn-agency-mediawiki", "nios.example", 8803, "MediaWiki", version("mediawiki"), skipped=skipped
    )
    with running(serve, 8803, portal.host):
        copy(portal, OUT)


def static(texts_of: str, name: str, host: str) -> None:
    """Copy static pages rendered by Jinja2."""
    with serving(texts_of) as port:
        copy(Portal(name, host, port, "static pages (Jinja2)", version("jinja2")), OUT)


def health(_: Path) -> None:
    """Serve the English portal for a health emergency."""
    static("health", "en-health-emergency", "marshfever.example")


def transport(_: Path) -> None:
    """Serve the English transport authority."""
    static("transport", "en-transport-authority", "mrta.example")


BUILDERS = {
    "ministry": ministry,
    "province": province,
    "agency": agency,
    "health": health,
    "transport": transport,
}


def main(arguments: list[str]) -> None:
    """Build the named portals, or all, in sub-folders of the first argument."""
    folder, *names = arguments
    for name in names or BUILDERS:
        place = Path(folder).resolve() / name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        BUILDERS[name](place)


if __name__ == "__main__":
    main(sys.argv[1:])
