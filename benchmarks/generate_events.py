"""Fill the demo city with a million events, their tasks and their steps, by SQL.

They lie in the tables village by village, as registers that were taken over from older
systems do, and villages began at different times, some ended long ago: an index on the
time alone finds nobody's first page quickly. Nine in ten are archived; what is open is
mostly some days old.
"""

import argparse

import harness
from generate import bare_tables

MARK = "benchmark.events"
TABLES = ("grid_event", "grid_event_task", "grid_workflow_step")
TASKS, STEPS = 5, 7
"""Most tasks and steps of one event: what their ids are counted by."""

PLAN = """
CREATE TEMP TABLE bench_event ON COMMIT DROP AS
WITH unit AS (
    SELECT unit.id, unit.name, unit.parent_id AS holder_id,
           dense_rank() OVER (ORDER BY above.code) AS village,
           row_number() OVER (ORDER BY unit.code) AS place,
           count(*) OVER () AS places
      FROM grid_grid unit
      JOIN grid_grid above ON above.id = unit.parent_id
      JOIN grid_level level ON level.id = unit.level_id AND level.code = 'unit'
     WHERE unit.active
), drawn AS (
    SELECT unit.*, random() AS fate, random() AS haste, random() AS care,
           random() AS chance,
           -- from two years to a month ago until today; every ninth ended a year ago
           now() AT TIME ZONE 'UTC' - interval '1 day' * (
               CASE WHEN village %% 9 = 0 THEN 365 + random() * 365
                    ELSE random() * (30 + village * 7 %% 700) END
           ) AS reported_at
      FROM unit
     CROSS JOIN LATERAL generate_series(
        (place - 1) * %(events)s / places + 1, place * %(events)s / places
     )
     ORDER BY place
), aged AS (
    SELECT *, row_number() OVER () AS serial,
           now() AT TIME ZONE 'UTC' - reported_at AS age
      FROM drawn
), stated AS (
    SELECT *, CASE
           WHEN age > interval '60 days' THEN
                CASE WHEN fate < .93 THEN 'archived' WHEN fate < .99 THEN 'void'
                     WHEN fate < .994 THEN 'suspended' ELSE 'in_progress' END
           WHEN age > interval '10 days' THEN
                CASE WHEN fate < .8 THEN 'archived' WHEN fate < .86 THEN 'void'
                     WHEN fate < .9 THEN 'to_rate' WHEN fate < .95 THEN 'to_verify'
                     WHEN fate < .98 THEN 'in_progress' WHEN fate < .99 THEN 'suspended'
                     ELSE 'dispatched' END
           ELSE CASE WHEN fate < .35 THEN 'archived' WHEN fate < .4 THEN 'void'
                     WHEN fate < .5 THEN 'to_rate' WHEN fate < .6 THEN 'to_verify'
                     WHEN fate < .75 THEN 'in_progress'
                     WHEN fate < .85 THEN 'dispatched'
                     WHEN fate < .92 THEN 'accepted' ELSE 'reported' END
           END AS state
      FROM aged
), timed AS (
    SELECT *,
           CASE WHEN state <> 'reported' THEN
                reported_at + least(haste * interval '2.2 days', age)
                END AS accepted_at,
           reported_at + interval '2 days' AS accept_due,
           reported_at + interval '7 days' AS deadline
      FROM stated
)
SELECT *,
       CASE WHEN state IN ('to_verify', 'to_rate', 'archived') THEN
            accepted_at + least(care * interval '7 days', age - haste * age) END
            AS done_at,
       CASE WHEN chance < .7 THEN
            (%(departments)s::int[])[1 + serial %% cardinality(%(departments)s::int[])]
            END AS organization_id,
       (%(categories)s::int[])[1 + serial %% cardinality(%(categories)s::int[])]
            AS category_id,
       (%(reporters)s::int[])[1 + place %% cardinality(%(reporters)s::int[])]
            AS reporter_id
  FROM timed
"""

EVENTS = """
INSERT INTO grid_event (
    id, number, state, category_id, big_category_id, title, description, address,
    happened_at, urgency_id, channel_id, source_id, people_count, amount, grid_id,
    place_certain, latitude, longitude, reporter_id, reported_at, holder_id,
    accept_task_id, accept_due, accepted_at, archived_at, deadline_start, limit_value,
    limit_unit, deadline, deadline_done_at, deadline_kept, deadline_provisional,
    return_count, reopen_count, supervision_count, supervised, on_the_spot, invalid_id,
    rating_id, result, create_uid, write_uid, create_date, write_date
)
SELECT %(event)s + serial,
       'B' || to_char(reported_at, 'YYYYMMDD')
           || lpad((serial %% 1000000)::text, 6, '0'),
       state, category_id,
       (SELECT coalesce(parent_id, id) FROM grid_event_category c
         WHERE c.id = category_id),
       'Street lamp · ' || name, 'A street lamp is broken.',
       'In front of number ' || serial %% 400, reported_at - interval '1 hour',
       %(urgency)s,
       (%(channels)s::int[])[1 + serial %% cardinality(%(channels)s::int[])],
       NULL, 1, 0, id, TRUE, 0, 0, reporter_id, reported_at, holder_id,
       %(task)s + serial * %(tasks)s, accept_due, accepted_at,
       CASE WHEN state = 'archived' THEN done_at + interval '4 hours' END,
       reported_at, 7, 'calendar_day',
       CASE WHEN state <> 'suspended' THEN deadline END, done_at,
       CASE WHEN done_at <= deadline THEN 'in_time'
            WHEN done_at > deadline THEN 'late' END,
       FALSE, (chance > .9)::int, 0, 0, FALSE, FALSE,
       CASE WHEN state = 'void' THEN
            (%(invalid)s::int[])[1 + serial %% cardinality(%(invalid)s::int[])] END,
       CASE WHEN state = 'archived' THEN
            (%(ratings)s::int[])[1 + serial %% cardinality(%(ratings)s::int[])] END,
       CASE WHEN done_at IS NOT NULL THEN 'Repaired.' END,
       reporter_id, reporter_id, reported_at, reported_at
  FROM bench_event ORDER BY serial
"""

TASK = """
INSERT INTO grid_event_task (
    id, event_id, grid_id, kind, state, node_id, organization_id, sender_id, sent_at,
    accepted_at, accepted_by_id, closed_at, closed_by_id, shares_deadline,
    deadline_start, limit_value, limit_unit, deadline, deadline_done_at, deadline_kept,
    deadline_provisional, binding, rework_count, create_uid, write_uid, create_date,
    write_date
)
SELECT %(task)s + serial * %(tasks)s + step.at, %(event)s + serial, event.id, step.kind,
       CASE WHEN step.closed_at IS NOT NULL THEN 'done'
            WHEN step.kind = 'main' AND event.state <> 'dispatched' THEN 'accepted'
            ELSE 'sent' END,
       CASE WHEN step.kind <> 'main' THEN holder_id
            WHEN organization_id IS NULL THEN event.id END,
       CASE WHEN step.kind = 'main' THEN organization_id END,
       holder_id, step.sent_at, step.closed_at, NULL, step.closed_at, NULL,
       step.kind <> 'accept', reported_at, 7, 'calendar_day', step.due, step.closed_at,
       CASE WHEN step.closed_at <= step.due THEN 'in_time'
            WHEN step.closed_at > step.due THEN 'late' END,
       FALSE, FALSE, 0, reporter_id, reporter_id, step.sent_at, step.sent_at
  FROM bench_event event
 CROSS JOIN LATERAL (VALUES
       (0, 'accept', reported_at, accepted_at, accept_due, TRUE),
       (1, 'dispatch', accepted_at,
           CASE WHEN state <> 'accepted' THEN accepted_at + interval '1 hour' END,
           deadline, state NOT IN ('reported', 'void')),
       (2, 'main', accepted_at + interval '1 hour', done_at,
           CASE WHEN state <> 'suspended' THEN deadline END,
           state NOT IN ('reported', 'accepted', 'void')),
       (3, 'verify', done_at,
           CASE WHEN state <> 'to_verify' THEN done_at + interval '2 hours' END,
           done_at + interval '2 days', done_at IS NOT NULL),
       (4, 'rate', done_at + interval '2 hours',
           CASE WHEN state = 'archived' THEN done_at + interval '4 hours' END,
           deadline, state IN ('to_rate', 'archived'))
 ) step(at, kind, sent_at, closed_at, due, there)
 WHERE step.there ORDER BY serial, step.at
"""

STEP = """
INSERT INTO grid_workflow_step (
    id, res_model, res_id, user_id, move, state_from, state_to, date,
    create_uid, write_uid, create_date, write_date
)
SELECT %(step)s + serial * %(steps)s + step.at, 'grid.event', %(event)s + serial,
       reporter_id, step.move, step.state_from, step.state_to, step.date,
       reporter_id, reporter_id, step.date, step.date
  FROM bench_event event
 CROSS JOIN LATERAL (VALUES
       (0, 'report', 'draft', 'reported', reported_at, TRUE),
       (1, 'accept', 'reported', 'accepted', accepted_at,
           state NOT IN ('reported', 'void')),
       (1, 'invalidate', 'reported', 'void', accepted_at, state = 'void'),
       (2, 'dispatch', 'accepted', 'dispatched', accepted_at + interval '1 hour',
           state NOT IN ('reported', 'accepted', 'void')),
       (3, 'begin', 'dispatched', 'in_progress', accepted_at + interval '2 hours',
           state NOT IN ('reported', 'accepted', 'dispatched', 'void')),
       (4, 'complete', 'in_progress', 'to_verify', done_at, done_at IS NOT NULL),
       (4, 'suspend', 'in_progress', 'suspended', accepted_at + interval '3 hours',
           state = 'suspended'),
       (5, 'verify', 'to_verify', 'to_rate', done_at + interval '2 hours',
           state IN ('to_rate', 'archived')),
       (6, 'rate', 'to_rate', 'archived', done_at + interval '4 hours',
           state = 'archived')
 ) step(at, move, state_from, state_to, date, there)
 WHERE step.there ORDER BY serial, step.at
"""


def fill_events(registry, events):
    harness.generate_once(registry, MARK, "events", events, _generate)


def _generate(registry, events):
    with harness.environment(registry, commit=True) as env:
        env.flush_all()
        # before the events: the sequence of numbers must not meet theirs
        values = parameters(env, events)
        env.cr.execute("SELECT setseed(0.1536)")
        with bare_tables(env.cr, TABLES):
            for statement in (PLAN, EVENTS, TASK, STEP):
                env.cr.execute(statement, values)
        for table in TABLES:
            env.cr.execute(
                f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"
            )
        env["ir.config_parameter"].set_param(MARK, events)
    harness.vacuum(registry, TABLES)


def parameters(env, events):
    code = env["grid.code"]

    def ids(table):
        return code.search([("table", "=", f"event_{table}")]).ids

    def last(table):
        env.cr.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
        return env.cr.fetchone()[0]

    category = [("parent_id", "!=", False)]
    people = [("grid_staff_ids", "!=", False)]
    return {
        "events": events,
        "event": last("grid_event"),
        "task": last("grid_event_task"),
        "step": last("grid_workflow_step"),
        "tasks": TASKS,
        "steps": STEPS,
        "categories": env["grid.event.category"].search(category).ids,
        "departments": departments(env),
        "reporters": env["res.users"].search(people).ids or [env.uid],
        "urgency": code._id_of("event_urgency", "01"),
        "channels": ids("channel"),
        "invalid": ids("invalid"),
        "ratings": ids("rating"),
    }


def departments(env):
    """Ids of the organizations that orders go to."""
    return env["grid.organization"].search([], limit=200).ids


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default=harness.DATABASE)
    parser.add_argument("--events", type=int, default=1_000_000)
    options = parser.parse_args()
    fill_events(harness.prepare(options.database), options.events)


if __name__ == "__main__":
    main()
