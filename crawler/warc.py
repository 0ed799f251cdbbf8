"""WARC 1.1 files (ISO 28500:2017): written with warcio, read back by offset without it, since re-audits read everything."""

from __future__ import annotations

import contextlib
import io
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import brotli
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.errors import SnapshotError
from crawler.warc_tail import FILE_PATTERN, Position, Tail, parse_headers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.warc_original import Original

ROTATE_BYTES = 1 << 30
MAX_DECODED_BYTES = 256 << 20
"""A stored body that unpacks to more than this is not given out."""
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_LEVEL = 6
_CHUNK = 1 << 16

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, as they went over the wire (transfer coding removed)."""

    url: str
    method: str
    request_headers: Headers
    status: int
    reason: str
    response_headers: Headers
    body: bytes
    date: str
    """UTC, ISO 8601 with seconds or finer."""
    ip_address: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A page as a browser shows it, made from a response that is stored already."""

    url: str
    html: bytes
    """UTF-8."""
    date: str
    original: Position | None = None


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """A response or revisit record read back."""

    kind: str
    """The WARC-Type."""
    warc_headers: dict[str, str]
    http_headers: dict[str, str]
    """Names in lower case; of repeated headers the last."""
    payload: bytes


class WarcWriter:
    """Appends records to `crawl-NNNNN.warc.gz`, one gzip member each; a new writer starts a new file.

    Args:
        folder: The snapshot's.
        software: Name and version of the writing program.
        tail: What a killed writer left.
    """

    def __init__(self, folder: Path, software: str, tail: Tail | None = None) -> None:
        self._folder = folder
        self._software = software
        self._file: IO[bytes] | None = None
        self._name = ""
        self._offset = 0
        tail = tail or Tail()
        self._seen = dict(tail.seen)
        self._number = tail.number

    def write(self, exchange: Exchange) -> Position:
        """Append request and response; a body that was stored before becomes a revisit record.

        Returns:
            The place of the response or revisit record.

        Raises:
            SnapshotError: The disk is full or the folder cannot be written.
        """
        try:
            return self._write(exchange)
        except OSError as error:
            raise SnapshotError(f"{self._folder}: cannot write the archive: {error.strerror}") from error

    def keep(self, exchange: Exchange, original: Original) -> Position:
        """Append a "not modified" answer as a revisit record, after the response of another snapshot that it confirms.

        That response is copied as it is, once, so that this snapshot stands by itself.

        Returns:
            The place of the revisit record.

        Raises:
            SnapshotError: The disk is full or the folder cannot be written.
        """
        try:
            return self._keep(exchange, original)
        except OSError as error:
            raise SnapshotError(f"{self._folder}: cannot write the archive: {error.strerror}") from error

    def convert(self, conversion: Conversion) -> Position:
        """Append a conversion record, which refers to the response that the page was made from.

        Raises:
            SnapshotError: The disk is full or the folder cannot be written.
        """
        try:
            return self._convert(conversion)
        except OSError as error:
            raise SnapshotError(f"{self._folder}: cannot write the archive: {error.strerror}") from error

    def flush(self) -> None:
        """Bring everything written so far onto the disk.

        Raises:
            SnapshotError: The disk is full.
        """
        if self._file is None:
            return
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise SnapshotError(f"{self._folder}: cannot write the archive: {error.strerror}") from error

    def close(self) -> None:
        """Flush and close; without effect when nothing was written.

        Raises:
            SnapshotError: The disk is full; the file is closed all the same.
        """
        if self._file is None:
            return
        try:
            self.flush()
        finally:
            file, self._file = self._file, None
            with contextlib.suppress(OSError):  # a full disk, which flush has told of
                file.close()

    def _write(self, exchange: Exchange) -> Position:
        self._make_room()
        builder = WARCWriter(io.BytesIO(), gzip=False, warc_version="1.1")
        response = _response_record(builder, exchange)
        builder.ensure_digest(response, block=False, payload=True)
        digest = str(response.rec_headers.get_header("WARC-Payload-Digest"))
        original = self._seen.get(digest) if exchange.body else None
        position = Position(self._name, self._offset)
        if original is None:
            self._seen[digest] = (exchange.url, exchange.date, position)
        else:
            response = _revisit_record(builder, exchange, digest, original, SAME_PAYLOAD)
        self._append(response)
        self._append(_request_record(builder, exchange, response))
        return position

    def _keep(self, exchange: Exchange, original: Original) -> Position:
        self._make_room()
        headers = original.response.warc_headers
        digest = headers["warc-payload-digest"]
        if digest not in self._seen:
            place = Position(self._name, self._offset)
            self._seen[digest] = (headers["warc-target-uri"], headers["warc-date"], place)
            self._put(original.member)
        position = Position(self._name, self._offset)
        builder = WARCWriter(io.BytesIO(), gzip=False, warc_version="1.1")
        revisit = _revisit_record(builder, exchange, digest, self._seen[digest], _NOT_MODIFIED)
        self._append(revisit)
        self._append(_request_record(builder, exchange, revisit))
        return position

    def _make_room(self) -> None:
        if self._file is None or self._offset >= ROTATE_BYTES:
            self._open_next()

    def _convert(self, conversion: Conversion) -> Position:
        headers = {"WARC-Date": conversion.date}
        if conversion.original is not None:
            self.flush()
            with (self._folder / conversion.original.file).open("rb") as file:
                original = read_response(file, conversion.original.offset).warc_headers
            headers["WARC-Refers-To"] = original["warc-record-id"]
        self._make_room()
        builder = WARCWriter(io.BytesIO(), gzip=False, warc_version="1.1")
        position = Position(self._name, self._offset)
        record = builder.create_warc_record(
            conversion.url,
            "conversion",
            payload=io.BytesIO(conversion.html),
            length=len(conversion.html),
            warc_content_type="text/html; charset=utf-8",
            warc_headers_dict=headers,
        )
        self._append(record)
        return position

    def _open_next(self) -> None:
        self.close()
        self._name = FILE_PATTERN.format(self._number)
        self._number += 1
        self._file = (self._folder / self._name).open("xb")
        self._offset = 0
        builder = WARCWriter(io.BytesIO(), gzip=False, warc_version="1.1")
        info = {
            "software": self._software,
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "robots": "strict",
        }
        self._append(builder.create_warcinfo_record(self._name, info))

    def _append(self, record: ArcWarcRecord) -> None:
        buffer = io.BytesIO()
        WARCWriter(buffer, gzip=False, warc_version="1.1").write_record(record)
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
        self._put(packer.compress(buffer.getbuffer()) + packer.flush())

    def _put(self, data: bytes) -> None:
        if self._file is None:  # pragma: no cover - _write opens it
            raise SnapshotError(f"{self._folder}: the archive is closed")
        self._file.write(data)
        self._offset += len(data)


def read_response(file: IO[bytes], offset: int) -> StoredResponse:
    """Read the response, revisit or conversion record at `offset`; a conversion has no HTTP headers.

    Raises:
        SnapshotError: There is no whole record there.
    """
    return parse_record(file, offset, unpack_member(file, offset)[0])


def parse_record(file: IO[bytes], offset: int, data: bytes) -> StoredResponse:
    """Take an unpacked record apart. Raises as `read_response`; file and offset are for the message."""
    head, _, rest = data.partition(b"\r\n\r\n")
    warc_headers = parse_headers(head)
    length = warc_headers.get("content-length", "")
    if not head.startswith(b"WARC/") or not length.isdigit() or int(length) > len(rest):
        raise SnapshotError(f"{file.name}: no WARC record at {offset}")
    kind = warc_headers.get("warc-type", "")
    if kind == "conversion":
        return StoredResponse(kind, warc_headers, {}, rest[: int(length)])
    http_head, _, payload = rest[: int(length)].partition(b"\r\n\r\n")
    return StoredResponse(kind, warc_headers, parse_headers(http_head), payload)


def decode_body(payload: bytes, content_encoding: str) -> bytes:
    """Undo HTTP content codings; what cannot be undone is returned as far as it goes.

    >>> import gzip
    >>> decode_body(gzip.compress(b"page"), "gzip")
    b'page'
    """
    for coding in reversed([c.strip().lower() for c in content_encoding.split(",") if c.strip()]):
        payload = _decode(payload, coding)
    return payload


def _decode(payload: bytes, coding: str) -> bytes:
    if coding in {"gzip", "x-gzip"}:
        return b"".join(_gunzip(payload))
    if coding == "deflate":
        return _inflate(payload)
    if coding == "br":  # nobody asked for it, but some caches have nothing else, and Scrapy undoes it
        return _unbrotli(payload)
    return payload


def _inflate(payload: bytes) -> bytes:
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        with contextlib.suppress(zlib.error):
            return zlib.decompressobj(bits).decompress(payload, MAX_DECODED_BYTES)
    return b""


def _unbrotli(payload: bytes) -> bytes:
    unpacker = brotli.Decompressor()
    try:
        data: bytes = unpacker.process(payload, output_buffer_limit=MAX_DECODED_BYTES)
    except brotli.error:
        return b""
    return data


def _gunzip(payload: bytes) -> Iterable[bytes]:
    left = MAX_DECODED_BYTES
    while payload and left > 0:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
        try:
            part = unpacker.decompress(payload, left)
        except zlib.error:
            return
        yield part
        left -= len(part)
        payload = unpacker.unused_data


def unpack_member(file: IO[bytes], offset: int) -> tuple[bytes, int]:
    """The record at an offset, and the size of its gzip member. Raises as `read_response`."""
    file.seek(offset)
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    parts: list[bytes] = []
    try:
        while not unpacker.eof and (data := file.read(_CHUNK)):
            parts.append(unpacker.decompress(data))
    except zlib.error as error:
        raise SnapshotError(f"{file.name}: damaged at {offset}: {error}") from error
    if not unpacker.eof:
        raise SnapshotError(f"{file.name}: cut off at {offset}")
    return b"".join(parts), file.tell() - offset - len(unpacker.unused_data)


def _response_record(builder: WARCWriter, exchange: Exchange) -> ArcWarcRecord:
    return builder.create_warc_record(
        exchange.url,
        "response",
        payload=io.BytesIO(exchange.body),
        length=len(exchange.body),
        http_headers=_status_and_headers(exchange),
        warc_headers_dict=_common(exchange),
    )


def _revisit_record(
    builder: WARCWriter, exchange: Exchange, digest: str, original: tuple[str, str, Position], profile: str
) -> ArcWarcRecord:
    url, date, position = original
    record = builder.create_revisit_record(
        exchange.url,
        digest,
        url,
        date,
        http_headers=_status_and_headers(exchange),
        warc_headers_dict={"WARC-Date": exchange.date},
    )
    record.rec_headers.replace_header("WARC-Profile", profile)
    record.rec_headers.add_header("WARC-Refers-To-Filename", position.file)
    record.rec_headers.add_header("WARC-Refers-To-File-Offset", str(position.offset))
    return record


def _request_record(builder: WARCWriter, exchange: Exchange, response: ArcWarcRecord) -> ArcWarcRecord:
    scheme_end = exchange.url.find("://") + 3
    slash = exchange.url.find("/", scheme_end)
    path = exchange.url[slash:] if slash > 0 else "/"
    host = exchange.url[scheme_end : slash if slash > 0 else None]
    headers = [("Host", host), *exchange.request_headers]
    record = builder.create_warc_record(
        exchange.url,
        "request",
        http_headers=StatusAndHeaders(f"{exchange.method} {path} HTTP/1.1", headers, is_http_request=True),
        warc_headers_dict=_common(exchange),
    )
    record.rec_headers.add_header("WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID"))
    return record


def _status_and_headers(exchange: Exchange) -> StatusAndHeaders:
    return StatusAndHeaders(
        f"{exchange.status} {exchange.reason}".strip(), exchange.response_headers, protocol="HTTP/1.1"
    )


def _common(exchange: Exchange) -> dict[str, str]:
    headers = {"WARC-Date": exchange.date}
    if exchange.ip_address:
        headers["WARC-IP-Address"] = exchange.ip_address
    return headers
