"""A printed form as data: what stands where, before it becomes a page."""

from dataclasses import dataclass, field


@dataclass
class Form:
    """One document of a case file.

    ``rows`` are pairs of label and value, two pairs to a line; ``wide`` ones have a
    line for themselves. ``tables`` are (heading, columns, rows), ``sections`` are
    (heading, text), ``signatures`` (label, name, image or None).
    """

    title: str
    number: str = ""
    rows: list = field(default_factory=list)
    wide: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    sections: list = field(default_factory=list)
    items: list = field(default_factory=list)
    signatures: list = field(default_factory=list)
    seal: str = ""
    date: str = ""
    cover: bool = False
    """Large letters in the middle of the page."""

    @property
    def lines(self):
        """The rows, two pairs to a line."""
        pairs = list(self.rows)
        if len(pairs) % 2:
            pairs.append(("", ""))
        return list(zip(pairs[::2], pairs[1::2], strict=True))
