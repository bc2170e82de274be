"""People who care, people who come home, and clues; all with the real moves."""

import base64
import io
import json
from datetime import timedelta

from PIL import Image, ImageDraw

from odoo import fields
from odoo.tools import file_open

from odoo.addons.grid_base.demo.logins import PARAMETER, _set_password, _users

TOWN = "350302003000"
CITY = "350300000000"
PATIENTS = 9
LOGINS = {
    "clinician": "clinician",
    "care_officer": "care_officer",
    "health": "care_health",
    "police": "care_police",
    "community": "care_community",
}
ROLES = {"health": "care_recipient", "police": "care_recipient"}
SEATS = {"health": "health_centre", "police": "police_station"}


class CareCity:
    """The town in which some people come home, and who looks after them."""

    def __init__(self, city):
        self.city, self.env = city, city.env
        with file_open("grid_care/demo/words.json", "r") as file:
            self.words = json.load(file)
        self.town = city.grids[TOWN]
        self.community = self.town.child_ids.sorted("code")[:1]
        self.users = {}

    def load(self):
        self._people()
        notices = [self._come_home(number) for number in range(PATIENTS)]
        for number, by_kind in enumerate(notices):
            self._go_on(number, by_kind)
        self._clues()
        self.env.flush_all()

    # -- who cares -----------------------------------------------------------------

    def _people(self):
        hospital = self._organization("hospital", name="精神卫生")
        seats = {
            "clinician": hospital.grid_id,
            "care_officer": self.town,
            "health": self.town,
            "police": self.town,
            "community": self.community,
        }
        for key, grid in seats.items():
            self.users[key] = self._person(grid, ROLES.get(key, self._role_of(key)))
        hospital.user_ids |= self.users["clinician"]
        for key, kind in SEATS.items():
            self._organization(kind, below=self.town).user_ids |= self.users[key]
        # where a town has no desk of its own, the city's is asked
        self._person(self.city.grids[CITY], "care_officer")
        self._give_logins()

    @staticmethod
    def _role_of(key):
        return "care_community" if key == "community" else key

    def _organization(self, kind, name="", below=None):
        domain = [("kind_id.code", "=", kind), ("name", "ilike", name)]
        if below:
            domain.append(("grid_id", "child_of", below.id))
        return self.env["grid.organization"].search(domain, limit=1)

    def _person(self, grid, role):
        """With an account and a posting."""
        city = self.city
        name, sex = city.person_name()
        staff = self.env["grid.staff"].create(
            {
                "name": name,
                "sex": sex,
                "category": "official",
                "grid_id": grid.id,
                "job_title": self.words["titles"][role],
                "phone": city.mobile_phone(),
            }
        )
        people = [{"login": staff.staff_number, "name": name}]
        staff.user_id = _users(city, people)
        self.env["grid.posting"].create(
            {
                "staff_id": staff.id,
                "grid_id": grid.id,
                "role_id": self.env.ref(f"grid_care.grid_role_{role}").id,
                "date_from": city.today - timedelta(days=300),
            }
        )
        return staff.user_id

    def _give_logins(self):
        parameters = self.env["ir.config_parameter"]
        logins = json.loads(parameters.get_param(PARAMETER, "[]"))
        for key, login in LOGINS.items():
            self.users[key].login = login
            _set_password(self.users[key], login)
            role = ROLES.get(key, self._role_of(key))
            logins.append({"role": role, "login": login, "password": login})
        parameters.set_param(PARAMETER, json.dumps(logins))

    # -- who comes home ------------------------------------------------------------

    def _come_home(self, number):
        """A patient with a record, issued; the notices by kind."""
        city, code = self.city, self.env["grid.code"]._id_of
        name, sex = city.person_name()
        guardian = city.person_name()[0]
        # one lives in a community that nobody is posted to
        place = self.community if number else self.town.child_ids.sorted("code")[1:2]
        units = place.child_ids
        unit = units[number % len(units)] if units else place
        doctor = self.users["clinician"]
        patient = (
            self.env["grid.patient"]
            .with_user(doctor)
            .create(
                {
                    "grid_id": unit.id,
                    "name": name,
                    "sex_id": code("sex", "1" if sex == "male" else "2"),
                    "phone": city.mobile_phone(),
                    "address": f"{city.place_name(unit)}{number + 11}号",
                    "guardian": guardian,
                    "guardian_phone": city.mobile_phone(),
                    "guardian_relation_id": code("relation", "10"),
                }
            )
        )
        home = city.today - timedelta(days=3 * number + 1)
        record = (
            self.env["grid.medical.record"]
            .with_user(doctor)
            .create(
                {
                    "patient_id": patient.id,
                    "admitted_on": home - timedelta(days=40),
                    "discharged_on": home,
                    "diagnosis_id": code("care_diagnosis", "F20"),
                    "risk": str(number % 5),
                    "treatment": self.words["treatment"],
                    "medication": self.words["medication"],
                    "advice": self.words["advice"],
                    "next_visit_on": home + timedelta(days=14),
                }
            )
        )
        if number == PATIENTS - 1:
            # still a draft: somebody is about to be discharged
            return {}
        record.action_issue()
        return {notice.kind: notice.sudo() for notice in record.notice_ids}

    def _go_on(self, number, notices):
        """One case is answered by all, one of them late; others are on the way."""
        if not notices:
            return
        if number < PATIENTS - 3:
            self._move(
                notices["family"],
                "clinician",
                "hand_over",
                signer=notices["family"].sudo().patient_id.guardian_true,
                proof=self._signature(),
            )
        for at, kind in enumerate(("health", "police", "centre", "community")):
            notice = notices[kind]
            if notice.state != "pushed":
                continue
            if number == 4 and kind == "health":
                reason = self.words["returned"]
                self._move(notice, "health", "send_back", reason=reason)
            elif number == 1 or (number + at) % 3 == 0:
                self._answer(notice, kind, late=number == 1 and kind == "police")
            elif (number + at) % 3 == 1:
                self._move(notice, self._key(kind), "receive")
            else:
                # nobody has looked for three days
                notice.deadline_start = fields.Datetime.now() - timedelta(days=3)

    def _answer(self, notice, kind, late):
        self._move(notice, self._key(kind), "receive")
        if late:
            notice.deadline_start = fields.Datetime.now() - timedelta(days=12)
        answer = self.words["answers"][kind]
        self._move(notice, self._key(kind), "answer", answer=answer)
        if kind != "centre":
            self._move(notice, self._key(kind), "finish")

    @staticmethod
    def _key(kind):
        return "care_officer" if kind == "centre" else kind

    def _move(self, record, key, name, **values):
        record.with_user(self.users[key]).action_move(name, values)
        record.invalidate_recordset()

    def _signature(self):
        """A line drawn by hand."""
        image = Image.new("RGB", (240, 80), "white")
        points = [
            (10 + 20 * at, 40 + self.city.random.randint(-25, 25)) for at in range(11)
        ]
        ImageDraw.Draw(image).line(points, fill="black", width=3)
        stream = io.BytesIO()
        image.save(stream, "PNG")
        return base64.b64encode(stream.getvalue())

    # -- what was seen -------------------------------------------------------------

    def _clues(self):
        """One in each state, by the grid worker who logs in, or by another."""
        worker = self.env["res.users"].search([("login", "=", "grid_worker")], limit=1)
        unit = worker.grid_staff_ids.posting_ids.grid_id[:1]
        hospital = self._organization("hospital", name="精神卫生")
        code = self.env["grid.code"]._id_of
        desks = self.env["grid.grid"]
        desk = unit._event_climb("grid_care.group_care_officer") if unit else desks
        officer = desk._event_users("grid_care.group_care_officer")[:1]
        if not (unit and officer):
            return
        self.users["desk"], self.users["worker"] = officer, worker
        for at, (behaviour, words, place) in enumerate(self.words["seen"]):
            clue = (
                self.env["grid.care.clue"]
                .with_user(worker)
                .create(
                    {
                        "grid_id": unit.id,
                        "place": place,
                        "description": words,
                        "behaviour_ids": [(4, code("care_behaviour", behaviour))],
                    }
                )
                .sudo()
            )
            if at == 0:
                continue
            self._move(clue, "worker", "report")
            screened = {"screened_by": self.words["screened"]}
            if at == 2:
                answer = self.words["no_ground"]
                self._move(clue, "desk", "dismiss", answer=answer, **screened)
            if at >= 3:
                self._move(clue, "desk", "ask", hospital_id=hospital.id, **screened)
            if at == 4:
                answer = self.words["not_confirmed"]
                result = {"result": "not_confirmed", "answer": answer}
                self._move(clue, "clinician", "answer", **result)
