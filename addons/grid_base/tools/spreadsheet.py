"""Read an uploaded table, CSV or Excel, as rows of text."""

import csv
import io
import zipfile
import zlib

import openpyxl

ENCODINGS = ("utf-8-sig", "gb18030")
"""Excel in Chinese offices saves CSV in the second."""
DAMAGED = (
    *(EOFError, IndexError, KeyError, OSError, SyntaxError, TypeError, ValueError),
    zipfile.BadZipFile,
    zlib.error,
)
"""What is raised over a workbook that is none, or is broken."""
EXACT = 10**15
"""Excel keeps 15 digits of a number."""


class UnreadableTable(Exception):
    """Neither a CSV text nor an Excel workbook."""


def read_table(content: bytes) -> list[list[str]]:
    """The rows of the first sheet; empty cells are empty strings."""
    if content[:4] == b"PK\x03\x04":
        return _read_xlsx(content)
    return _read_csv(content)


def _read_xlsx(content):
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True
        )
        # rows are read as they are asked for: a damaged sheet is found here
        sheet = book.worksheets[0]
        return [
            [_as_text(cell) for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]
    except DAMAGED as error:
        raise UnreadableTable from error


def _as_text(value):
    if value is None:
        return ""
    if isinstance(value, int | float) and abs(value) >= EXACT:
        # as Excel shows it: the digits beyond are lost, and made-up ones would mislead
        return f"{value:.14E}"
    if isinstance(value, float) and value.is_integer():
        # a code typed as a number
        return str(int(value))
    return str(value).strip()


def _read_csv(content):
    if b"\0" in content:
        raise UnreadableTable
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        separator = max(",\t;", key=text.partition("\n")[0].count)
        try:
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
            return [[cell.strip() for cell in row] for row in rows]
        except csv.Error as error:
            raise UnreadableTable from error
    raise UnreadableTable
