"""A printed form as data: what stands where, before it becomes a page."""

from dataclasses import dataclass, field


def in_lines(pairs, width):
    """Pairs of label and value, so many to a line; empty ones fill the last."""
    lines = [pairs[start : start + width] for start in range(0, len(pairs), width)]
    return [line + [("", "")] * (width - len(line)) for line in lines]


@dataclass
class Block:
    """What is known of a party: pairs, three to a line, and wide ones."""

    heading: str
    rows: list
    wide: list

    @property
    def lines(self):
        return in_lines(self.rows, 3)


@dataclass
class Form:
    """One document of a case file.

    ``rows`` are pairs of label and value, two pairs to a line; ``wide`` ones have a
    line for themselves. ``blocks`` are the parties, ``tables`` (heading, columns,
    rows), ``sections`` (heading, text), ``signatures`` (label, name, image or None).
    """

    title: str
    number: str = ""
    rows: list = field(default_factory=list)
    wide: list = field(default_factory=list)
    blocks: list = field(default_factory=list)
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
        return in_lines(self.rows, 2)
