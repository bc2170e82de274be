"""How a report declares a column."""

from dataclasses import dataclass
from typing import NamedTuple


class Kind(NamedTuple):
    """What the office expects of one type of column."""

    width: float
    number_format: str
    align: str
    is_number: bool = False


TEXT_FORMAT = "@"
KINDS = {
    "serial": Kind(6, "0", "center", True),
    "text": Kind(16, TEXT_FORMAT, "left"),
    # identity numbers, codes and phones: more than 15 digits, leading zeros
    "code": Kind(21, TEXT_FORMAT, "center"),
    "integer": Kind(10, "0", "right", True),
    "decimal": Kind(12, "0.00", "right", True),
    "percent": Kind(10, "0.0%", "right", True),
    "date": Kind(12, "yyyy-mm-dd", "center", True),
    "datetime": Kind(17, "yyyy-mm-dd hh:mm", "center", True),
    "boolean": Kind(8, TEXT_FORMAT, "center"),
}


@dataclass(frozen=True)
class Column:
    """One column of a report.

    :param label: translated heading
    :param source: path of fields from the model of the report, for instance
        ``house_id.grid_id.complete_name``; a path that ends at a many2one shows the
        display name
    :param fallback: path of fields to show where ``source`` is empty
    :param compute: name of a method of the report that takes the ids of a slice of
        records and gives a dict of id to value; with a ``source`` that ends at a
        many2one, the ids are those it points at
    :param type: a key of ``KINDS``
    :param width: in characters, when the type's own does not fit
    :param total: whether the column is summed in the totals row
    :param ratio: in a percent column, the keys of two summed columns: its total
        is the ratio of their totals, as an average of rates would be wrong
    :param empty: the ratio where the whole is 0
    :param whole: its total where the rows do not add up to it; a text stands for a
        number that is not shown, in the cells as well
    :param key: what ``ratio`` of another column refers to
    :param group: translated heading above this one and its neighbours with the same
    :param number_format: when the type's own does not fit, for instance ``0.00%``
    """

    label: str
    source: str = ""
    compute: str = ""
    fallback: str = ""
    type: str = "text"
    width: float = 0
    total: bool = False
    ratio: tuple[str, str] | None = None
    empty: int = 0
    whole: float | str | None = None
    key: str = ""
    group: str = ""
    number_format: str = ""

    @property
    def kind(self):
        """The looks of the column's type."""
        return KINDS[self.type]
