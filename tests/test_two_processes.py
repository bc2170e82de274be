"""What changes somebody's scope counts on the next request, in every process.

Two real Odoo processes on a copy of the test database. The administrator works
through the first one; the person concerned has just read through both and asks the
second one again. A third process lacks our key of the rule cache and shows that the
tests would see a scope that goes stale.
"""

from contextlib import ExitStack
from datetime import date, timedelta
from itertools import count
from types import SimpleNamespace

import pytest

from odoo.tests.common import get_db_name

from .processes.database import PASSWORD, copied
from .processes.server import Refused, Server, Session

TODAY = date.today()
number = count(1)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Three processes, an administrator and a small territory."""
    logs = tmp_path_factory.mktemp("processes")
    with ExitStack() as stack:
        copy = stack.enter_context(copied(get_db_name()))
        first, second, stale = (
            stack.enter_context(Server(copy, logs / name, stale=name == "stale"))
            for name in ("first", "second", "stale")
        )
        for server in (first, second, stale):
            server.wait()
        yield Place(first, second, stale)


class Place:
    def __init__(self, first, second, stale):
        self.first, self.second, self.stale = first, second, stale
        self.admin = Session(first, "admin")
        self.city = self.grid("city", "980000000000")
        self.county = self.grid("county", "980001000000", self.city)
        self.towns = [self.grid("town", f"98000100{i}000", self.county) for i in (1, 2)]
        self.communities = [
            self.grid("community", f"98000100{i}001", town)
            for i, town in enumerate(self.towns, 1)
        ]
        self.grids = [self.grid("unit", False, c) for c in self.communities]
        self.people = [self.staff(grid) for grid in self.grids]

    def do(self, model, method, *args):
        """As the administrator, through the first process."""
        return self.admin.call(self.first, model, method, *args)

    def create(self, model, **values):
        return self.do(model, "create", [values])[0]

    def xmlid(self, name):
        module, name = name.split(".")
        domain = [("module", "=", module), ("name", "=", name)]
        (row,) = self.do("ir.model.data", "search_read", domain, ["res_id"])
        return row["res_id"]

    def grid(self, level, code, parent=False, **values):
        level_id = self.xmlid(f"grid_base.grid_level_{level}")
        values |= {"level_id": level_id, "code": code, "parent_id": parent}
        return self.create("grid.grid", name=f"{level} {code}", **values)

    def staff(self, grid, user=False):
        name = f"staff {next(number)}"
        return self.create("grid.staff", name=name, grid_id=grid, user_id=user)

    def role(self, *groups):
        levels = self.do("grid.level", "search", [])
        name = f"role {next(number)}"
        group_ids = [self.xmlid(f"grid_base.group_grid_{group}") for group in groups]
        return self.create(
            "grid.role", name=name, code=name, level_ids=levels, group_ids=group_ids
        )

    def person(self, grid, role, **posting):
        """Somebody with a login and a posting, who has a session."""
        login = f"person{next(number)}"
        user = self.create("res.users", name=login, login=login, password=PASSWORD)
        staff = self.staff(grid, user)
        values = {"date_from": str(TODAY - timedelta(days=9)), **posting}
        return SimpleNamespace(
            session=Session(self.first, login),
            staff=staff,
            posting=self.create(
                "grid.posting", staff_id=staff, grid_id=grid, role_id=role, **values
            ),
        )

    def seen(self, person, server):
        """Which of the two people of the two grids somebody sees; each by reading."""
        domain = [("id", "in", self.people)]
        call = person.session.call
        found = call(server, "grid.staff", "search_read", domain, ["name"])
        for missing in set(self.people) - {row["id"] for row in found}:
            with pytest.raises(Refused):
                call(server, "grid.staff", "read", [missing], ["name"])
        return [row["id"] for row in found]

    def has_read(self, person, *expected):
        for server in (self.first, self.second):
            assert self.seen(person, server) == list(expected)


def test_transfer(place):
    here, there = place.people
    person = place.person(place.grids[0], place.role("worker"))
    place.has_read(person, here)
    place.do("grid.posting", "write", [person.posting], {"grid_id": place.grids[1]})
    assert place.seen(person, place.second) == [there]
    assert place.seen(person, place.first) == [there]


def test_transfer_by_another_posting(place):
    here, there = place.people
    role = place.role("worker")
    person = place.person(place.grids[0], role)
    place.has_read(person, here)
    yesterday = str(TODAY - timedelta(days=1))
    place.do("grid.posting", "write", [person.posting], {"date_to": yesterday})
    place.create(
        "grid.posting", staff_id=person.staff, grid_id=place.grids[1], role_id=role
    )
    assert place.seen(person, place.second) == [there]


def test_ended_posting(place):
    person = place.person(place.grids[0], place.role("worker"))
    place.has_read(person, place.people[0])
    yesterday = str(TODAY - timedelta(days=1))
    place.do("grid.posting", "write", [person.posting], {"date_to": yesterday})
    with pytest.raises(Refused):
        place.seen(person, place.second)


def test_deleted_posting(place):
    person = place.person(place.grids[0], place.role("worker"))
    place.has_read(person, place.people[0])
    place.do("grid.posting", "unlink", [person.posting])
    with pytest.raises(Refused):
        place.seen(person, place.second)


def test_archived_staff(place):
    person = place.person(place.grids[0], place.role("worker"))
    place.has_read(person, place.people[0])
    place.do("grid.staff", "write", [person.staff], {"active": False})
    with pytest.raises(Refused):
        place.seen(person, place.second)


def test_moved_grid(place):
    """The grid goes to another town, and the towns' people see it go and come."""
    here, there = place.people
    role = place.role("worker")
    loser, winner = (place.person(town, role) for town in place.towns)
    place.has_read(loser, here)
    place.has_read(winner, there)
    move = {"parent_id": place.towns[1], "division_parent_id": place.towns[0]}
    place.do("grid.grid", "write", [place.communities[0]], move)
    try:
        assert place.seen(loser, place.second) == []
        assert place.seen(winner, place.second) == [here, there]
    finally:
        back = {"parent_id": place.towns[0], "division_parent_id": False}
        place.do("grid.grid", "write", [place.communities[0]], back)
    assert place.seen(loser, place.second) == [here]


def test_role_edit(place):
    here = place.people[0]
    role = place.role("worker")
    person = place.person(place.grids[0], role)
    change = "grid.staff", "write", [here], {"job_title": f"title {next(number)}"}
    for server in (place.first, place.second):
        with pytest.raises(Refused):
            person.session.call(server, *change)
    officer = place.xmlid("grid_base.group_grid_officer")
    place.do("grid.role", "write", [role], {"group_ids": [(4, officer)]})
    assert person.session.call(place.second, *change)
    place.do("grid.role", "write", [role], {"group_ids": [(3, officer)]})
    with pytest.raises(Refused):
        person.session.call(place.second, *change)


def test_without_the_cache_key_a_transfer_goes_stale(place):
    """The control: what the tests above would see if our rule cache were Odoo's."""
    here, there = place.people
    person = place.person(place.grids[0], place.role("worker"))
    assert place.seen(person, place.stale) == [here]
    place.do("grid.posting", "write", [person.posting], {"grid_id": place.grids[1]})
    assert place.seen(person, place.stale) == [here], "the control does not control"
    assert place.seen(person, place.second) == [there]
