"""Ours beside peers and limits, in one run; ``--help`` says the options."""

import argparse
import importlib
import platform
import time

import harness
from generate import fill
from generate_events import fill_events

ROWS = (
    "row_list",
    "row_excel",
    "row_import",
    "row_event_intake",
    "row_event_rollup",
    "row_event_list",
    "row_move",
)
EVENTS = {name for name in ROWS if name.startswith("row_event")}


def main():
    parser = argparse.ArgumentParser(description="Measure ours, a peer and the limit.")
    parser.add_argument("--database", default=harness.DATABASE)
    parser.add_argument("--residents", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--only", help="comma-separated, of: " + ", ".join(ROWS))
    options = parser.parse_args()
    names = options.only.split(",") if options.only else ROWS
    registry = harness.prepare(options.database)
    if set(names) - EVENTS:
        fill(registry, options.residents)
    if EVENTS & set(names):
        fill_events(registry, options.events)
    rows = []
    for name in names:
        begin = time.monotonic()
        harness.say(f"Measuring {name} ...")
        rows += importlib.import_module(name).run(registry)
        harness.say(f"  {time.monotonic() - begin:.0f} s")
    harness.say("")
    harness.say(
        f"{options.residents:,} residents, {options.events:,} events;"
        f" {platform.machine()}, medians; ours and"
        " peer through the ORM as an ordinary user, in transactions of their own"
    )
    harness.say(harness.table(rows))
    failed = [row.work for row in rows if row.holds is False]
    harness.say("")
    harness.say(f"Not held: {'; '.join(failed)}" if failed else "All targets hold.")


if __name__ == "__main__":
    main()
