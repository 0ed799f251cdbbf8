"""A Word template with Jinja in it, compiled once and filled many times.

The tags are those of docxtpl (`{{ … }}`, `{%p … %}` around paragraphs, `{%tr … %}` around rows of a table), which also mends what
Word splits. Filled files are the same byte for byte for the same content: nothing in them tells when or by whom.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from docxtpl import DocxTemplate
from jinja2 import Environment, Template, TemplateSyntaxError
from lxml import etree

from crawler.errors import OsiAuditError
from reports.safety import visible

_FILLED: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_CORE: Final = "docProps/core.xml"
_TAGS: Final = re.compile(r"<[^>]+>")
_BREAKS: Final = re.compile(r"[\t\n\r]+")
_NO_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NEAR: Final = 80
"""Characters of the text around a wrong tag that its error shows."""
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can say."""
_PROPERTIES: Final = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"\
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dc:title>{title}</dc:title><dc:language>{language}</dc:language>{moments}</cp:coreProperties>"""
_WHEN: Final = '<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
_UTC: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class TemplateFileError(OsiAuditError):
    """Raised when a Word template cannot be used, from `WordTemplate`: no Word file, a wrong tag, or tags that break the file."""


@dataclass(frozen=True, slots=True)
class About:
    """What the properties of a file say."""

    title: str
    language: str
    """`vi` or `en`."""
    moment: str = ""
    """UTC, ISO 8601, of the results; left out when it is anything else."""


def printable(text: str) -> str:
    """Return crawled text as XML and Word can hold it: one line, what cannot be seen or written as its code point."""
    line = visible(_BREAKS.sub(" ", text))
    return _NO_XML.sub(lambda match: f"[U+{ord(match[0]):04X}]", line)


class WordTemplate:
    """A template in the language of `environment`.

    Args:
        path: A .docx file.
        environment: With autoescape; what is filled in is escaped and made printable, whatever filters a template names.

    Raises:
        TemplateFileError: It is no Word file, or a tag of it is wrong.
    """

    def __init__(self, path: Path, environment: Environment) -> None:
        self.path = path
        env = environment.overlay(autoescape=True, trim_blocks=False, lstrip_blocks=False, finalize=_plain)
        try:
            with zipfile.ZipFile(path) as file:
                parts = {name: file.read(name) for name in file.namelist() if not name.endswith("/")}
        except zipfile.BadZipFile as error:
            raise TemplateFileError(f"{path}: is no Word file (.docx)") from error
        if "word/document.xml" not in parts:
            raise TemplateFileError(f"{path}: is no Word file (.docx)")
        patch = DocxTemplate(path).patch_xml
        self._filled: dict[str, Template] = {}
        for name, content in parts.items():
            if _FILLED.fullmatch(name):
                source = patch(content.decode("utf-8")).replace("</w:p>", "</w:p>\n")
                self._filled[name] = self._compiled(source, env)
        self._parts = parts

    def _compiled(self, source: str, env: Environment) -> Template:
        try:
            code = env.compile(source, name=self.path.name, filename=str(self.path))
        except TemplateSyntaxError as error:
            line = source.splitlines()[error.lineno - 1] if error.lineno <= source.count("\n") else ""
            near = _TAGS.sub("", line).strip()[:_NEAR]
            raise TemplateFileError(f"{self.path}: {error.message}, at “{near}”") from error
        return env.template_class.from_code(env, code, env.make_globals(None))

    def fill(self, content: Mapping[str, Any], about: About) -> bytes:
        """Return the file filled with `content`.

        Raises:
            jinja2.TemplateError: The template asks for what is not there.
            TemplateFileError: Its tags stand so that the file would be broken.
        """
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
            for name, kept in self._parts.items():
                written = kept
                if name in self._filled:
                    written = self._whole(self._filled[name].render(content))
                elif name == _CORE:
                    written = _properties(about)
                entry = zipfile.ZipInfo(name, _MOMENT)
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
                file.writestr(entry, written)
        return buffer.getvalue()

    def _whole(self, text: str) -> bytes:
        content = text.encode("utf-8")
        try:
            etree.fromstring(content, etree.XMLParser(huge_tree=True, resolve_entities=False))
        except etree.XMLSyntaxError as error:
            raise TemplateFileError(
                f"{self.path}: its tags stand so that the file would be broken; {{%p …%}} takes a paragraph, {{%tr …%}} a row"
                f" of its own ({error})"
            ) from error
        return content


def _plain(value: object) -> object:
    """What every expression of a template goes through: text loses whatever would keep it from being escaped."""
    return printable(str(value)) if isinstance(value, str) else value


def _properties(about: About) -> bytes:
    moments = "".join(
        _WHEN.format(name=name, moment=about.moment)
        for name in ("created", "modified")
        if _UTC.fullmatch(about.moment)
    )
    language = {"vi": "vi-VN", "en": "en-GB"}.get(about.language, about.language)
    title = escape(printable(about.title))
    return _PROPERTIES.format(title=title, language=language, moments=moments).encode("utf-8")
