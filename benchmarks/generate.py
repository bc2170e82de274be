"""Fill the demo city with a million residents, village by village, by COPY.

The same people each time. They lie in the table in the order of their villages, as an
office enters them: lists that look fast on shuffled rows are slow on these.
"""

import argparse
import itertools
from contextlib import contextmanager
from random import Random

import harness

from odoo.addons.grid_base.demo.city import DemoCity
from odoo.addons.grid_base.demo.families import BENCHMARK_REGION, Families
from odoo.addons.grid_base.demo.people import CODES, street_of
from odoo.addons.grid_base.demo.territory import is_urban
from odoo.addons.grid_base.models.grid_house import PLATE_ALPHABET, PLATE_LENGTH
from odoo.addons.grid_base.models.grid_resident_duplicate import duplicate_key
from odoo.addons.grid_base.tools.pinyin import name_pinyin

SEED = 1536
BIG_TOWN = "350304101"
"""The town that gets 100,000 residents, for the reports of one town."""
BIG_TOWN_RESIDENTS = 100_000
HOUSE = (
    "id grid_id street street_number compound building unit floor room address "
    "plate_code building_use_id active is_rented create_uid write_uid create_date "
    "write_date"
).split()
HOUSEHOLD = (
    "id grid_id house_id number kind registration active create_uid write_uid "
    "create_date write_date"
).split()
PLAIN = ("name", "population_type", "native_place", "registered_place", "occupation")
RESIDENT = (
    "id",
    "grid_id",
    "house_id",
    "household_id",
    *PLAIN,
    "name_pinyin",
    "name_initials",
    "id_number_true",
    "birth_date_true",
    "phone_true",
    "duplicate_key",
    "sex_id",
    *CODES.values(),
    "is_left_behind",
    "arrival_kind",
    "date_in",
    "active",
    "create_uid",
    "write_uid",
    "create_date",
    "write_date",
)
MARK = "benchmark.residents"


@contextmanager
def bare_tables(cr, tables):
    """Foreign keys and indexes are made once at the end, not kept row by row."""
    cr.execute(
        """
        SELECT conrelid::regclass::text, quote_ident(conname),
               pg_get_constraintdef(oid)
          FROM pg_constraint
         WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)
        """,
        [list(tables)],
    )
    keys = cr.fetchall()
    cr.execute(
        """
        SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
          FROM pg_index
         WHERE indrelid::regclass::text = ANY(%s) AND NOT indisprimary
        """,
        [list(tables)],
    )
    indexes = cr.fetchall()
    for table, name, _definition in keys:
        cr.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _definition in indexes:
        cr.execute(f"DROP INDEX {name}")
    yield
    harness.say("  indexes and foreign keys ...")
    cr.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for _name, definition in indexes:
        cr.execute(definition.replace("%", "%%"))
    for table, name, definition in keys:
        cr.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


class Copy:
    """Rows of one table on their way into the database."""

    def __init__(self, cr, table, columns):
        self.cr, self.table, self.columns = cr, table, columns
        self.lines = []

    def add(self, values):
        self.lines.append("\t".join(map(_cell, values)))
        return values[0]

    def flush(self):
        if not self.lines:
            return
        stream = _Lines(self.lines)
        names = ", ".join(f'"{name}"' for name in self.columns)
        self.cr._obj.copy_expert(f"COPY {self.table} ({names}) FROM STDIN", stream)
        self.lines = []


class _Lines:
    """A file that COPY can read, over lines of text."""

    def __init__(self, lines):
        self.data = ("\n".join(lines) + "\n").encode()
        self.at = 0

    def read(self, size=-1):
        end = len(self.data) if size < 0 else self.at + size
        part = self.data[self.at : end]
        self.at += len(part)
        return part


def _cell(value):
    if value is None or value is False:
        return "\\N"
    if value is True:
        return "t"
    text = str(value)
    if "\\" in text or "\t" in text or "\n" in text:
        text = text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
    return text


class Generator:
    def __init__(self, env, residents):
        self.env, self.cr = env, env.cr
        self.city = DemoCity(env)
        self.city.grids = {grid.code: grid for grid in env["grid.grid"].search([])}
        self.residents = residents
        self.chance = Random(SEED)
        self.families = Families(self.chance, self.city.words, BENCHMARK_REGION)
        # fewer given names: reading one out in pinyin is what takes longest
        for sex, names in self.families.pairs.items():
            self.families.pairs[sex] = self.chance.sample(names, 250)
        code = env["grid.code"]._id_of
        self.code = {
            (table, value): code(table, value)
            for table, value in (
                (one.table, one.code) for one in env["grid.code"].search([])
            )
        }
        self.copies = [
            Copy(self.cr, "grid_house", HOUSE),
            Copy(self.cr, "grid_household", HOUSEHOLD),
            Copy(self.cr, "grid_resident", RESIDENT),
        ]
        self.ids = [self._ids(copy.table) for copy in self.copies]
        now = env.cr.now().isoformat(sep=" ")
        self.stamp = (env.uid, env.uid, now, now)
        self.today = self.city.today.isoformat()

    def _ids(self, table):
        self.cr.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
        return itertools.count(self.cr.fetchone()[0] + 1)

    def run(self):
        with bare_tables(self.cr, [copy.table for copy in self.copies]):
            return self._run()

    def _run(self):
        done = shown = 0
        for grid, target in self._targets():
            done += self._fill(grid, target)
            if len(self.copies[2].lines) > 20_000:
                self._flush()
            if done - shown >= 100_000:
                shown = done
                harness.say(f"  {done:,} residents")
        self._flush()
        self._finish()
        return done

    def _flush(self):
        for copy in self.copies:
            copy.flush()

    def _targets(self):
        """Unit grids in the order of their codes, and how many residents each gets."""
        units = self.city.grids_of_level("unit")
        for big in (False, True):
            total = BIG_TOWN_RESIDENTS if big else self.residents - BIG_TOWN_RESIDENTS
            share = [g for g in units if g.code.startswith(BIG_TOWN) == big]
            people = sum(grid.population for grid in share)
            taken = 0
            for grid in share:
                taken += grid.population
                want = round(total * taken / people)
                yield grid, want - round(total * (taken - grid.population) / people)

    def _fill(self, grid, target):
        urban, street = is_urban(grid.parent_id), street_of(self.city, grid)
        serial, made, home = int(grid.code[12:]) + 50, 0, 0
        while made < target:
            members = self.families.family(0.15, 0.03)[: target - made]
            house = self._house(grid, urban, street, serial, home)
            household = self._household(grid, house, home, members[0])
            for member in members:
                self.copies[2].add(self._resident(grid, house, household, member))
            made += len(members)
            home += 1
        return made

    def _house(self, grid, urban, street, serial, at):
        parts = self.families.house(urban, street, serial, at)
        names = HOUSE[2:9]
        plate = "".join(self.chance.choices(PLATE_ALPHABET, k=PLATE_LENGTH))
        address = "".join(parts.get(name, "") for name in names if name != "floor")
        return self.copies[0].add(
            (
                next(self.ids[0]),
                grid.id,
                *(parts.get(name) for name in names),
                address,
                plate,
                self.code["building_use", "01"],
                True,
                None,
                *self.stamp,
            )
        )

    def _household(self, grid, house, at, head):
        return self.copies[1].add(
            (
                next(self.ids[1]),
                grid.id,
                house,
                f"B{grid.code[6:]}{at:04d}",
                "family",
                head["population_type"],
                True,
                *self.stamp,
            )
        )

    def _resident(self, grid, house, household, member):
        name, birth, phone = member["name"], member["birth_date"], member["phone"]
        return (
            next(self.ids[2]),
            grid.id,
            house,
            household,
            *(member.get(key) for key in PLAIN),
            *name_pinyin(name),
            member["id_number"],
            birth,
            phone,
            duplicate_key(name, birth, phone),
            self.code["sex", member["sex"]],
            *(
                self.code[table, member[table]] if member.get(table) else None
                for table in CODES
            ),
            member.get("is_left_behind"),
            "recorded",
            self.today,
            True,
            *self.stamp,
        )

    def _finish(self):
        for copy, ids in zip(self.copies, self.ids, strict=True):
            self.cr.execute(
                "SELECT setval(%s, %s)", [f"{copy.table}_id_seq", next(ids)]
            )
        self.cr.execute(
            """
            UPDATE grid_household household SET head_id = resident.id
              FROM grid_resident resident
             WHERE resident.household_id = household.id
               AND resident.relation_id = %s AND household.head_id IS NULL
            """,
            [self.code["relation", "02"]],
        )
        self.env["ir.config_parameter"].set_param(MARK, self.residents)


def fill(registry, residents):
    harness.generate_once(registry, MARK, "residents", residents, _generate)


def _generate(registry, residents):
    with harness.environment(registry, commit=True) as env:
        Generator(env, residents).run()
    harness.vacuum(registry, ("grid_house", "grid_household", "grid_resident"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default=harness.DATABASE)
    parser.add_argument("--residents", type=int, default=1_000_000)
    options = parser.parse_args()
    fill(harness.prepare(options.database), options.residents)


if __name__ == "__main__":
    main()
