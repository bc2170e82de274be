"""Sets of record ids as short text: ``1-500,502``."""


def ranges_to_text(ids) -> str:
    """The ids, sorted and without doubles, as ranges."""
    spans = []
    for number in sorted(set(ids)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(f"{a}-{b}" if a != b else str(a) for a, b in spans)


def text_to_ranges(text) -> list:
    """The ranges written in ``text`` as pairs (first, last)."""
    spans = []
    for part in filter(None, (text or "").split(",")):
        first, _dash, last = part.partition("-")
        spans.append((int(first), int(last or first)))
    return spans


def text_to_ids(text) -> list:
    """The ids written in ``text``."""
    return [
        number
        for first, last in text_to_ranges(text)
        for number in range(first, last + 1)
    ]


def ids_to_multirange(ids) -> str:
    """The ids as PostgreSQL writes them: ``{[1,500],[502,502]}``."""
    spans = text_to_ranges(ranges_to_text(ids))
    return "{" + ",".join(f"[{first},{last}]" for first, last in spans) + "}"
