"""The colleagues without whom nothing moves: accounts for staff, departments, a leader.

Grid workers, patrol inspectors, station heads and officers of the demo city get an
account under their staff number, and departments get handlers. Nobody can log in with
them, as they have no password: the logins to try out are those of the README.
"""

import json
from collections import defaultdict
from datetime import timedelta

from odoo.fields import Command, Domain

from odoo.addons.grid_base.demo.logins import PARAMETER, _user

STATIONS, STATIONS_OF_CASE = 1, 3
"""How many stations of a town the demo is played in; more where the case was."""
WORKERS, PATROL = 1, 1
AT_HOME = 4
"""How many grid workers and patrol inspectors of the community with demo logins."""
TOWN_HANDLERS = ("police_station",)


class Cast:
    """Who reports, decides and handles, by place."""

    def __init__(self, city):
        self.city = city
        self.stations = defaultdict(list)
        self.departments = {}
        self.users = defaultdict(lambda: city.env["res.users"])
        self.handlers = {}

    def stations_in(self, county):
        """The stations of a county in which the demo is played."""
        return [
            station
            for town, stations in self.stations.items()
            for station in stations
            if town.parent_id == county
        ]

    def dispatcher(self, node):
        """Who decides in a centre or station."""
        for role in ("head", "officer"):
            users = self.users[role, node]
            if users:
                return self.city.random.choice(users)
        raise KeyError(node.display_name)

    def workers(self, community):
        """Users and the grids in which they report."""
        return [
            (user, unit)
            for unit in community.child_ids
            for user in self.users["grid_worker", unit]
        ]

    def patrol(self, community):
        return self.users["patrol_inspector", community]

    def department(self, key, place):
        """The organization of a kind that looks after a place, if it acts."""
        while place:
            if found := self.departments.get((key, place)):
                return found
            place = place.parent_id
        return None

    def desk_of(self, login):
        """Where the orders of one of the demo logins arrive."""
        user = self.city.env["res.users"].search([("login", "=", login)])
        organizations = self.city.env["grid.organization"]
        return (
            organizations.search([("user_ids", "in", user.ids)], limit=1)
            or (user.grid_staff_ids.current_posting_ids.grid_id[:1])
        )

    def acting(self, desk):
        """Who acts on an order at a desk."""
        if desk._name == "grid.organization":
            return self.handlers[desk]
        if desk.level_kind == "unit":
            return self.city.random.choice(self.users["grid_worker", desk])
        return self.dispatcher(desk)


def load_cast(city):
    cast = Cast(city)
    _choose_stations(city, cast)
    _leader(city)
    staff = _handlers(city, cast) | _colleagues(city, cast)
    _give_accounts(city, staff)
    _open_inboxes(city)
    _read_users(city, cast)
    for organization in cast.departments.values():
        users = organization.user_ids
        if users:
            cast.handlers[organization] = users[0]
    cast.departments = {
        key: one for key, one in cast.departments.items() if one in cast.handlers
    }
    city.env.flush_all()
    return cast


def _choose_stations(city, cast):
    """The biggest communities of every town, and those of the demo logins."""
    named = {city.places["xialin"], *(part["below"] for part in city.words["people"])}
    for town in city.grids_of_level("town"):
        below = sorted(town.child_ids, key=lambda grid: (-grid.child_count, grid.code))
        licheng = town.parent_id.code == city.places["licheng"]
        count = STATIONS_OF_CASE if licheng else STATIONS
        count = max(count, sum(grid.code in named for grid in below))
        chosen = [grid for grid in below if grid.code in named]
        chosen += [grid for grid in below if grid not in chosen]
        cast.stations[town] = chosen[:count]


def _leader(city):
    """A leader of the city, who reads and instructs; with a login to try it out."""
    root = city.grids[city.places["city"]]
    staff = city.env["grid.staff"].create(
        {
            "name": city.person_name()[0],
            "category": "official",
            "grid_id": root.id,
            "job_title": city.event_words["leader_title"],
            "phone": city.mobile_phone(),
        }
    )
    _post(city, staff, root, "leader")
    staff.user_id = _user(city, "leader", staff.name)
    parameters = city.env["ir.config_parameter"]
    logins = json.loads(parameters.get_param(PARAMETER, "[]"))
    logins.insert(
        len(logins) - 2, {"role": "leader", "login": "leader", "password": "leader"}
    )
    parameters.set_param(PARAMETER, json.dumps(logins))


def _post(city, staff, grids, role):
    since = city.today - timedelta(days=400)
    city.env["grid.posting"].create(
        [
            {
                "staff_id": one.id,
                "grid_id": grid.id,
                "role_id": city.role(role).id,
                "is_main": True,
                "date_from": since,
            }
            for one, grid in zip(staff, grids, strict=True)
        ]
    )


def _handlers(city, cast):
    """Departments beside those that are there, and somebody who acts for each."""
    env = city.env
    hanjiang = city.grids[city.places["hanjiang"]]
    rows = {
        row["name"]: row["key"]
        for row in city.read_csv("grid_base/demo/organizations.csv")
        if row["kind"] == "department"
    }
    for one in env["grid.organization"].search([("grid_id", "=", hanjiang.id)]):
        if one.name in rows:
            cast.departments[rows[one.name], hanjiang] = one
    _create_departments(city, cast)
    kinds = env["grid.organization.kind"].search([("code", "in", TOWN_HANDLERS)])
    for one in env["grid.organization"].search(
        [("kind_id", "in", kinds.ids), ("grid_id.level_id.code", "=", "town")]
    ):
        cast.departments[one.kind_id.code, one.grid_id] = one
    waiting = [
        (place, one)
        for (_key, place), one in cast.departments.items()
        if not one.user_ids and place != hanjiang
    ]
    made = env["grid.staff"].create(
        [
            {
                "name": city.person_name()[0],
                "category": "official",
                "grid_id": place.id,
                "job_title": city.event_words["handler_title"],
                "phone": city.mobile_phone(),
                "home_organization_id": one.id,
            }
            for place, one in waiting
        ]
    )
    _post(city, made, [place for place, _one in waiting], "department_handler")
    there = env["grid.posting"].search(
        [
            ("role_id", "=", city.role("department_handler").id),
            ("grid_id", "=", hanjiang.id),
            ("staff_id.user_id", "=", False),
        ]
    )
    return made | there.staff_id


def _create_departments(city, cast):
    """Licheng's eleven, which ones the case does not say; some in other counties."""
    kind = city.env.ref("grid_base.grid_organization_kind_department")
    licheng = city.grids[city.places["licheng"]]
    rows = [(licheng, *row) for row in city.event_words["licheng"]]
    for county in city.grids_of_level("county"):
        if county.code not in (city.places["licheng"], city.places["hanjiang"]):
            for key, name, short in city.event_words["elsewhere"]:
                rows.append((county, key, name % county.name, short))
    made = city.env["grid.organization"].create(
        [
            {
                "name": name,
                "short_name": short,
                "kind_id": kind.id,
                "grid_id": county.id,
                "contact_name": city.person_name()[0],
                "phone": city.office_phone(),
                "address": city.words["office_address"] % county.name,
            }
            for county, _key, name, short in rows
        ]
    )
    for (county, key, *_names), one in zip(rows, made, strict=True):
        cast.departments[key, county] = one


def _colleagues(city, cast):
    """Who works in the chosen stations, and the officers above them."""
    stations = [grid for grids in cast.stations.values() for grid in grids]
    home = city.grids[city.places["xialin"]]
    limits = {
        "grid_worker": lambda grid: AT_HOME if grid == home else WORKERS,
        "patrol_inspector": lambda grid: AT_HOME if grid == home else PATROL,
        "station_head": lambda grid: 1,
        "town_officer": lambda grid: 1,
        "county_officer": lambda grid: 1,
    }
    centres = city.grids_of_level("town") + city.grids_of_level("county")
    units = [unit for grid in stations for unit in grid.child_ids]
    postings = city.env["grid.posting"].search(
        [
            ("role_id.code", "in", list(limits)),
            ("grid_id", "in", [grid.id for grid in (*stations, *centres, *units)]),
            ("is_main", "=", True),
            ("staff_id.user_id", "=", False),
        ],
        order="grid_id, id",
    )
    taken = defaultdict(int)
    staff = city.env["grid.staff"]
    for posting in postings:
        role, grid = posting.role_id.code, posting.grid_id
        place = grid.parent_id if role == "grid_worker" else grid
        if taken[role, place] < limits[role](place):
            taken[role, place] += 1
            staff |= posting.staff_id
    return staff


def _give_accounts(city, staff):
    """An account each, with the groups that the postings grant.

    Groups come after the accounts, many at once: Odoo draws a picture for each new
    account that has them, and that takes longer than all the rest.
    """
    nobody = city.env["res.users"]
    wanted = defaultdict(lambda: nobody)
    vals_list = [one._values_of_login(one.staff_number) for one in staff]
    groups = [tuple(vals.pop("group_ids")[0][2]) for vals in vals_list]
    for vals in vals_list:
        vals.pop("notification_type")
        vals["group_ids"] = [Command.clear()]
    users = nobody.create(vals_list)
    for user, ids in zip(users, groups, strict=True):
        wanted[ids] |= user
    for ids, some in wanted.items():
        some.group_ids = [Command.set(ids)]
    users.notification_type = "inbox"
    for one, user in zip(staff, users, strict=True):
        one.user_id = user
        if one.home_organization_id and one.category == "official":
            one.home_organization_id.user_ids = [Command.link(user.id)]


def _open_inboxes(city):
    """What the demo logins are told waits in their inbox: they have no mailbox."""
    stored = city.env["ir.config_parameter"].get_param(PARAMETER, "[]")
    logins = [login["login"] for login in json.loads(stored)]
    users = city.env["res.users"].search([("login", "in", logins)])
    staff = users.filtered("grid_staff_ids")
    staff.notification_type = "inbox"


def _read_users(city, cast):
    """Everybody with an account, by role and place."""
    roles = {
        "city_officer": "officer",
        "county_officer": "officer",
        "town_officer": "officer",
        "station_head": "head",
        "station_officer": "officer",
    }
    postings = city.env["grid.posting"]
    live = postings.search(
        postings._live() & Domain("staff_id.user_id", "!=", False), order="id"
    )
    for posting in live:
        code = posting.role_id.code
        key = roles.get(code, code), posting.grid_id
        cast.users[key] |= posting.staff_id.user_id
