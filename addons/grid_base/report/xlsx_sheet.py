"""One worksheet in the format of Chinese offices, written row by row."""

import re

from xlsxwriter.utility import xl_range

from .xlsx_rows import RowsWorksheet

A4 = 9
MAX_ROWS = 1_048_576
SHEET_NAME = 31


class Heading:
    """What stands above the table."""

    def __init__(self, title, left, right):
        self.title = title
        self.left = left
        self.right = right


class Sheet:
    """Writes title, second line, header, rows and totals, in this order.

    The workbook keeps one row in memory at a time, so a cell cannot be written after
    its row; merged areas are therefore announced after their cells.
    """

    def __init__(self, workbook, name, columns, font):
        self.columns = columns
        self.workbook = workbook
        self.base = {"font_name": font, "font_size": 10, "valign": "vcenter"}
        self.sheet = workbook.add_worksheet(clean_name(name), RowsWorksheet)
        self.formats = [self._body_format(column) for column in columns]
        self.numbers = [column.kind.is_number for column in columns]
        self.two_rows = any(column.group for column in columns)
        self.header_row = 3 if self.two_rows else 2
        self.row = self.header_row + 1
        self.serial = 0
        self.sums = {index: 0 for index, column in enumerate(columns) if column.total}
        self.has_totals = bool(self.sums) or any(c.whole is not None for c in columns)
        self._set_page()

    def _format(self, **values):
        return self.workbook.add_format({**self.base, **values})

    def _body_format(self, column):
        kind = column.kind
        return self._format(
            border=1,
            align=kind.align,
            num_format=column.number_format or kind.number_format,
        )

    def _set_page(self):
        sheet = self.sheet
        for index, column in enumerate(self.columns):
            sheet.set_column(index, index, column.width or column.kind.width)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&C&P / &N")
        sheet.repeat_rows(0, self.header_row)
        sheet.freeze_panes(self.header_row + 1, 0)

    def write_heading(self, heading):
        """The merged title, the line of reporting unit and date, the header."""
        last = len(self.columns) - 1
        self.sheet.set_row(0, 30)
        self._merge(
            0,
            0,
            last,
            heading.title,
            self._format(bold=True, font_size=16, align="center"),
        )
        self.sheet.set_row(1, 20)
        # the unit of measure stands right, over the last columns
        split = last - min(last // 3, 2)
        left, right = self._format(align="left"), self._format(align="right")
        if split == last:
            line = f"{heading.left}    {heading.right}".strip()
            self._merge(1, 0, last, line, left)
        else:
            self._merge(1, 0, split, heading.left, left)
            self._merge(1, split + 1, last, heading.right, right)
        self._write_header()

    def _write_header(self):
        style = self._format(bold=True, border=1, align="center", text_wrap=True)
        if self.two_rows:
            self._write_groups(self.header_row - 1, style)
        for index, column in enumerate(self.columns):
            label = column.label if column.group or not self.two_rows else ""
            self.sheet.write_string(self.header_row, index, label, style)

    def _write_groups(self, row, style):
        for first, last in groups(self.columns):
            column = self.columns[first]
            self._merge(row, first, last, column.group or column.label, style)
            if not column.group:
                # merge_range() would write below before this row is complete
                self.sheet.merge.append([row, first, row + 1, first])

    def _merge(self, row, first, last, text, style):
        if text.startswith("<r>"):
            text = f" {text}"  # or it would be taken for formatted text
        self.sheet.write_string(row, first, text, style)
        if last > first:
            self.sheet.merge_range(row, first, row, last, text, style)

    def write_rows(self, columns):
        """Rows from lists of cells, one list for each column."""
        columns = self._fill_serials(columns)
        for index in self.sums:
            self.sums[index] += sum(filter(None, columns[index]))
        self.row = self.sheet.write_slice(self.row, columns, self.formats, self.numbers)

    def _fill_serials(self, columns):
        size = len(next(iter(columns), ()))
        serials = range(self.serial + 1, self.serial + size + 1)
        self.serial += size
        return [
            serials if column.type == "serial" else values
            for column, values in zip(self.columns, columns, strict=True)
        ]

    def write_totals(self, label):
        """The totals row, if a column is summed, and what needs the last row."""
        first, last = self.header_row + 1, self.row - 1
        end = max(last, first)
        self.sheet.autofilter(self.header_row, 0, end, len(self.columns) - 1)
        # long numbers kept as text are meant to be: no green corners
        self.sheet.ignore_errors(
            {"number_stored_as_text": xl_range(first, 0, end, len(self.columns) - 1)}
        )
        if not self.has_totals:
            return
        self._write_totals_row(label, first, last)

    def _write_totals_row(self, label, first, last):
        for index, column in enumerate(self.columns):
            kind = column.kind
            style = self._format(
                bold=True,
                border=1,
                align=kind.align if index else "center",
                num_format=column.number_format or kind.number_format,
            )
            if index in self.sums and last < first:
                self.sheet.write_number(self.row, index, 0, style)
            elif index in self.sums:
                area = xl_range(first, index, last, index)
                self.sheet.write_formula(
                    self.row, index, f"=SUM({area})", style, self.sums[index]
                )
            elif column.ratio:
                self._write_ratio(index, column, style)
            elif column.whole is not None:
                self.sheet.write(self.row, index, column.whole, style)
            elif index == 0:
                self.sheet.write_string(self.row, 0, label, style)
            else:
                self.sheet.write_blank(self.row, index, None, style)
        self.row += 1

    def _write_ratio(self, index, column, style):
        keys = {other.key: place for place, other in enumerate(self.columns)}
        part, whole = (keys[key] for key in column.ratio)
        empty = column.empty
        value = self.sums[part] / self.sums[whole] if self.sums[whole] else empty
        above, below = (
            xl_range(self.row, place, self.row, place) for place in (part, whole)
        )
        formula = f"=IF({below}=0,{empty},{above}/{below})"
        self.sheet.write_formula(self.row, index, formula, style, value)


def groups(columns):
    """Pairs of first and last index of neighbours under one group heading."""
    first = 0
    for index in range(1, len(columns) + 1):
        group = columns[first].group
        if index == len(columns) or not group or columns[index].group != group:
            yield first, index - 1
            first = index


def clean_name(name):
    """A name that a spreadsheet takes for a sheet."""
    return re.sub(r"[\[\]:*?/\\]", " ", name).strip(" '")[:SHEET_NAME] or "1"
