"""Accounts and posts of those who care: the five logins, and their colleagues."""

import json
from collections import defaultdict
from datetime import timedelta

from odoo.addons.grid_base.demo.logins import PARAMETER, _set_password, _users

from .care_city import CITY, OTHERS, STORY_TOWN, TOWN

LOGINS = {
    "clinician": "clinician",
    "officer": "care_officer",
    "health": "care_health",
    "police": "care_police",
    "community": "care_community",
}
ROLES = {
    "clinician": "clinician",
    "officer": "care_officer",
    "health": "care_health",
    "police": "care_police",
    "community": "care_community",
}
SEATS = {"health": "health_centre", "police": "police_station"}
UNSTAFFED = 1
"""The second community of the town of the logins: nobody is posted there for care."""
STAFFED = 2
"""Communities of another town in which somebody is posted for care."""


class CarePeople:
    """Who cares, by place: ``users[key, grid]``, and the logins by key."""

    def __init__(self, city):
        self.city, self.env = city, city.env
        self.users, self.logins, self.staff = {}, {}, {}
        self.towns = [
            city.grids[code]
            for code in (TOWN, STORY_TOWN, *OTHERS)
            if code in city.grids
        ]
        self.town, self.story_town = self.towns[:2]
        self.communities = defaultdict(list)
        for town in self.towns:
            children = town.child_ids.sorted("code")
            self.communities[town] = list(children[:STAFFED])
        children = self.town.child_ids.sorted("code")
        self.unstaffed = children[UNSTAFFED]
        self.home = children[0]
        # where the grid worker who logs in has a place in the teams
        worker = self.env["res.users"].search([("login", "=", "grid_worker")])
        self.worked = worker.grid_staff_ids.posting_ids.grid_id[:1]
        places = children[3] | (self.worked.parent_id & children)
        self.communities[self.town] = [self.home, *places]

    def load(self):
        self.hospital = self.city.hospital()
        posts = [
            ("clinician", self.hospital.grid_id),
            ("officer", self.city.grids[CITY]),
        ]
        for town in self.towns:
            posts += [(key, town) for key in ("officer", "health", "police")]
            posts += [("community", place) for place in self.communities[town]]
        self._appoint(posts)
        for (key, grid), user in self.users.items():
            if key in SEATS:
                self.city.organization(SEATS[key], grid).user_ids |= user
        self.hospital.user_ids |= self.users["clinician", self.hospital.grid_id]
        self.second = self.users["officer", self.city.grids[CITY]]
        self._give_logins()

    def _appoint(self, posts):
        """Staff with an account and a posting each."""
        people = [self.city.person_name() for _post in posts]
        staff = self.env["grid.staff"].create(
            [
                {
                    "name": name,
                    "sex": sex,
                    "category": "official",
                    "grid_id": grid.id,
                    "job_title": self.city.care_words["titles"][key],
                    "phone": self.city.mobile_phone(),
                }
                for (key, grid), (name, sex) in zip(posts, people, strict=True)
            ]
        )
        accounts = [{"login": one.staff_number, "name": one.name} for one in staff]
        for post, one, user in zip(
            posts, staff, _users(self.city, accounts), strict=True
        ):
            one.user_id = user
            self.users[post], self.staff[post] = user, one
        self.env["grid.posting"].create(
            [
                {
                    "staff_id": one.id,
                    "grid_id": grid.id,
                    "role_id": self.env.ref(f"grid_care.grid_role_{ROLES[key]}").id,
                    "date_from": self.city.today - timedelta(days=900),
                }
                for (key, grid), one in zip(posts, staff, strict=True)
            ]
        )

    def _give_logins(self):
        parameters = self.env["ir.config_parameter"]
        logins = json.loads(parameters.get_param(PARAMETER, "[]"))
        seats = {
            "clinician": self.hospital.grid_id,
            "community": self.home,
        }
        for key, login in LOGINS.items():
            user = self.users[key, seats.get(key, self.town)]
            self.logins[key] = user
            user.login = login
            _set_password(user, login)
            logins.append({"role": ROLES[key], "login": login, "password": login})
        parameters.set_param(PARAMETER, json.dumps(logins))

    # -- who has somebody in hand ----------------------------------------------------

    def carers(self, community):
        """Who receives the notices of somebody who lives there, by kind of notice."""
        town = community.parent_id
        return {
            "family": self.logins["clinician"],
            "health": self.users["health", town],
            "police": self.users["police", town],
            "centre": self.users["officer", town],
            "community": self.users.get(("community", community)),
        }

    def worker(self, unit):
        """The grid worker of a unit grid."""
        domain = [("grid_id", "=", unit.id), ("role_id.code", "=", "grid_worker")]
        return self.env["grid.posting"].search(domain, limit=1).staff_id
