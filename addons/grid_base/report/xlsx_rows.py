"""A worksheet that takes many rows at once."""

import re
from math import isfinite

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

SPECIAL = re.compile("[&<>_\x00-\x1f\ufffe\uffff]|^\\s|\\s$")
"""What keeps a text from being written as it is."""
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")
EDGE = re.compile(r"^\s|\s$")


class RowsWorksheet(Worksheet):
    """Writes the body of a table as text, a slice at a time.

    XlsxWriter passes every cell through a dozen calls; on large tables that is most
    of the time. It also writes a text that begins with ``<r>`` and ends with
    ``</r>`` as it is, so that a name could break the file; here it is a text like any
    other. What is written otherwise is the same, byte for byte: a test compares.
    """

    def write_slice(self, row, columns, styles, numbers):
        """Write rows from ``row`` on; return the number of the row after them.

        :param columns: lists of cells, one for each column
        :param styles: a format for each column
        :param numbers: for each column whether it holds numbers or texts
        """
        end = row + len(columns[0])
        if row > self.previous_row:
            self._write_single_row(row)  # what is kept of the row before
        lines = range(row + 1, end + 1)
        cells = []
        for index, values in enumerate(columns):
            start = f'<c r="{xl_col_to_name(index)}'
            style = f'" s="{styles[index]._get_xf_index()}"'
            write = number_cells if numbers[index] else text_cells
            cells.append(write(start, style, lines, values))
        self.fh.writelines(
            f'<row r="{line}">{"".join(parts)}</row>'
            for line, *parts in zip(lines, *cells, strict=True)
        )
        self.previous_row = end
        self.dim_rowmax = max(self.dim_rowmax or 0, end - 1)
        self.dim_colmax = max(self.dim_colmax or 0, len(columns) - 1)
        return end


def number_cells(start, style, lines, values):
    """Cells of numbers; None, and what is no number, stays empty.

    Texts among them stand for numbers that are not shown.
    """
    said = [isinstance(value, str) for value in values]
    if any(said):
        pairs = list(zip(values, said, strict=True))
        texts = [value if text else None for value, text in pairs]
        shown = text_cells(start, style, lines, texts)
        rest = [None if text else value for value, text in pairs]
        numbers = number_cells(start, style, lines, rest)
        return [
            one if text else other
            for text, one, other in zip(said, shown, numbers, strict=True)
        ]
    if not isfinite(sum(filter(None, values))):
        values = [value if value and isfinite(value) else None for value in values]
    blank = f"{style}/>"
    style += "><v>"
    return [
        f"{start}{line}{blank}"
        if value is None
        else f"{start}{line}{style}{value:.16G}</v></c>"
        for line, value in zip(lines, values, strict=True)
    ]


def text_cells(start, style, lines, values):
    """Cells of texts, never formulas, whatever they begin with."""
    blank = f"{style}/>"
    plain = f'{style} t="inlineStr"><is><t>'
    special = SPECIAL.search
    return [
        f"{start}{line}{blank}"
        if not value
        else f"{start}{line}{style}{special_text(value)}"
        if special(value)
        else f"{start}{line}{plain}{value[:32767]}</t></is></c>"
        for line, value in zip(lines, values, strict=True)
    ]


def special_text(text):
    """The end of a cell whose text needs escaping (ECMA-376, ST_Xstring)."""
    text = ESCAPED.sub(r"_x005F\1", text[:32767])
    text = CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    space = ' xml:space="preserve"' if EDGE.search(text) else ""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f' t="inlineStr"><is><t{space}>{text}</t></is></c>'
