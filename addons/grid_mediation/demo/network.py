"""Mediation bodies of the demo city, those who mediate there, and their logins."""

import json
from datetime import timedelta

from odoo.fields import Command

from odoo.addons.grid_base.demo.logins import PARAMETER, _set_password, _users

KINDS = {
    "mediation_city": "07",
    "mediation_cx": "07",
    "mediation_hj": "07",
    "mediation_lc": "07",
    "mediation_xy": "07",
    "mediation_xyx": "07",
    "labour_mediation": "05",
    "medical_mediation": "04",
    "traffic_mediation": "04",
}
TOWNS = ("350302002", "350302003", "350303102", "350304001", "350304101", "350322101")
"""Towns and streets with committees of their own in the demo, and their villages."""

LOGINS = (("mediator", "mediator"), ("mediation_officer", "mediation_officer"))


class Network:
    """Bodies by place, and the roster of each."""

    def __init__(self, city):
        self.city, self.env = city, city.env
        self.bodies = {}
        self.mediators = {}
        self.officers = {}

    def load(self):
        for organization in self.env["grid.organization"].search(
            [("kind_id.code", "=", "mediation_body")]
        ):
            self._of_organization(organization)
        self._chambers()
        for code in TOWNS:
            town = self.city.grids.get(f"{code}000")
            if town:
                self._of_grid(town, "02", "town")
                for village in town.child_ids[:3]:
                    self._of_grid(village, "01", "village")
        self._logins()
        return self

    def _of_organization(self, organization):
        words = self.city.dispute_words["number_words"]
        key = self._key(organization)
        body = self.env["grid.mediation.body"].create(
            {
                "name": organization.name,
                "short_name": organization.short_name,
                "number_word": words.get(key) or organization.short_name,
                "kind_id": self.city.dispute_code(
                    "mediation_body_kind", KINDS.get(key, "07")
                ),
                "grid_id": organization.grid_id.id,
                "organization_id": organization.id,
                "phone": self.city.office_phone(),
                "established_on": self.city.today - timedelta(days=900),
            }
        )
        self.bodies[key] = body
        self._staff(body, 5 if key == "mediation_city" else 4)

    def _key(self, organization):
        """How ``organizations.csv`` of the base calls it."""
        rows = self.city.read_csv("grid_base/demo/organizations.csv")
        names = {row["name"]: row["key"] for row in rows}
        return names.get(organization.name, organization.name)

    def _chambers(self):
        """The seven chambers take part beside the association of labour relations."""
        lead = self.bodies.get("labour_mediation")
        if not lead:
            return
        kind = self.city.dispute_code("mediation_body_kind", "06")
        for chamber in self.env["grid.organization"].search(
            [("kind_id.code", "=", "chamber")]
        ):
            body = self.env["grid.mediation.body"].create(
                {
                    "name": chamber.name,
                    "short_name": chamber.short_name,
                    "number_word": chamber.short_name,
                    "kind_id": kind,
                    "grid_id": chamber.grid_id.id,
                    "organization_id": chamber.id,
                    "lead_id": lead.id,
                    "phone": self.city.office_phone(),
                }
            )
            self._staff(body, 1)

    def _of_grid(self, grid, kind, name):
        words = self.city.dispute_words["body_names"][name]
        body = self.env["grid.mediation.body"].create(
            {
                "name": words.format(place=grid.name),
                "short_name": grid.name,
                "number_word": grid.name,
                "kind_id": self.city.dispute_code("mediation_body_kind", kind),
                "grid_id": grid.id,
                "phone": self.city.office_phone(),
                "established_on": self.city.today - timedelta(days=700),
            }
        )
        self.bodies[grid.code] = body
        self._staff(body, 3)

    def _staff(self, body, count):
        """An officer who runs the desk, and mediators, the first of them the chair."""
        city, words = self.city, self.city.dispute_words
        roles = ["mediator"] * count
        if body.kind_id.code != "06":
            people = self._people(body, ["mediation_officer", *roles])
            self.officers[body], people = people[0].user_id, people[1:]
        else:
            people = self._people(body, roles)
        roster = self.env["grid.mediator"].create(
            [
                {
                    "staff_id": person.id,
                    "full_time": city.random.random() < 0.5,
                    "since": city.today
                    - timedelta(days=city.random.randint(200, 4000)),
                    "qualification": city.random.choice(words["qualifications"]),
                    "speciality_ids": [
                        Command.set(city.random.sample(self._kinds(), 3))
                    ],
                }
                for person in people
            ]
        )
        self.mediators[body] = roster
        begun = city.today - timedelta(days=city.random.randint(60, 1000))
        self.env["grid.mediation.member"].create(
            [
                {
                    "body_id": body.id,
                    "mediator_id": mediator.id,
                    "position": "member" if at else "chair",
                    "date_from": begun,
                }
                for at, mediator in enumerate(roster)
            ]
        )

    def _kinds(self):
        return self.env["grid.code"].search([("table", "=", "dispute_kind")]).ids

    def _people(self, body, roles):
        """Somebody for each role, with an account for no login, and a posting."""
        city = self.city
        staff = self.env["grid.staff"].create(
            [self._person(self._seat(body, role), role) for role in roles]
        )
        users = _users(
            city, [{"login": one.staff_number, "name": one.name} for one in staff]
        )
        for one, user in zip(staff, users, strict=True):
            one.user_id = user
        self.env["grid.posting"].create(
            [
                {
                    "staff_id": one.id,
                    "grid_id": one.grid_id.id,
                    "role_id": self._role(role).id,
                    "date_from": city.today - timedelta(days=400),
                }
                for one, role in zip(staff, roles, strict=True)
            ]
        )
        return staff

    def _role(self, role):
        return self.env.ref(f"grid_mediation.grid_role_{role}")

    def _seat(self, body, role):
        """The nearest grid above on whose level the role is held."""
        grid = body.grid_id
        while grid.level_id not in self._role(role).level_ids:
            grid = grid.parent_id
        return grid

    def _person(self, grid, role):
        name, sex = self.city.person_name()
        return {
            "name": name,
            "sex": sex,
            "category": "official",
            "grid_id": grid.id,
            "job_title": self.city.dispute_words["titles"][role],
            "phone": self.city.mobile_phone(),
        }

    def _logins(self):
        """One login for each new role: those of the city's association and centre."""
        parameters = self.env["ir.config_parameter"]
        logins = json.loads(parameters.get_param(PARAMETER, "[]"))
        body = self.bodies.get("labour_mediation") or self.bodies["mediation_city"]
        users = {
            "mediator": self.mediators[body][0].staff_id.user_id,
            "mediation_officer": self.officers[self.bodies["mediation_city"]],
        }
        for role, login in LOGINS:
            users[role].login = login
            _set_password(users[role], login)
            logins.append({"role": role, "login": login, "password": login})
        parameters.set_param(PARAMETER, json.dumps(logins))
