"""The published case of labour mediation, with invented people (DOMAIN 4.2).

Hired by the day, no contract; 31,000 yuan of medical cost; two visits before the
employer agreed to be mediated; eight sessions, one of them by video; 40,000 yuan in two
parts; confirmed by the court. A chamber takes part beside the association.
"""

import json
from base64 import b64encode
from datetime import timedelta
from io import BytesIO

from PIL import Image, ImageDraw
from stdnum.cn import ric

from odoo.tools import file_open

from odoo.addons.grid_base.demo.families import DEMO_REGION

TOWN = "黄石镇"
CHAMBER = "川渝"
DAYS_AGO = {"register": 28, "accept": 27, "start": 21}
EFFECTIVE = 6


class LabourStory:
    """Played with the real moves by who makes them, each on its own day."""

    def __init__(self, city, network):
        self.city, self.env, self.network = city, city.env, network
        with file_open("grid_mediation/demo/labour_story.json", "r") as file:
            self.words = json.load(file)
        self.body = network.bodies.get("labour_mediation")
        self.mediators = network.mediators[self.body][:2]
        self.user = self.mediators[0].staff_id.user_id
        self.officer = network.officers[self.body]

    def load(self):
        """:return: the dispute, and when each of its steps happened"""
        dispute = self._register()
        self._accept(dispute)
        for session in self.words["sessions"]:
            self._session(dispute, **session)
        self._papers(dispute)
        self._notes(dispute)
        agreement = self._agree(dispute)
        self._confirm(agreement)
        moments = [self._day(days) for days in DAYS_AGO.values()]
        return dispute, [*moments, self._day(EFFECTIVE)]

    def _day(self, days, hour=1.5):
        """A moment on a day of the past, in the morning by the clock of the city."""
        return self.city.at_daytime(days, 8 + hour, 8.2 + hour)

    def _site(self):
        town = self.env["grid.grid"].search([("name", "=", TOWN)], limit=1)
        below = [("id", "child_of", town.id), ("level_kind", "=", "unit")]
        return self.env["grid.grid"].search(below, limit=1)

    def _id_number(self, year):
        """Of a region that does not exist, so that it is nobody's (GB 11643)."""
        number = f"{DEMO_REGION}{year}0704001"
        return number + ric.calc_check_digit(number + "0")

    def _register(self):
        words, code = self.words, self.city.dispute_code
        parties = [
            {
                "role": role,
                "sex_id": code("sex", "1"),
                "ethnicity_id": code("ethnicity", "01"),
                "phone_true": self.city.mobile_phone(),
                "id_number_true": self._id_number(words[role]["birth_year"]),
                **words[role],
            }
            for role in ("applicant", "respondent")
        ]
        dispute = (
            self.env["grid.dispute"]
            .with_user(self.officer)
            .sudo()
            .create(
                {
                    "title": words["title"],
                    "kind_id": code("dispute_kind", "10"),
                    "source_id": code("dispute_source", "02"),
                    "intensity_id": code("dispute_intensity", "02"),
                    "scale_id": code("dispute_scale", "01"),
                    "description": words["facts"],
                    "claims": words["claims"],
                    "amount": 62000,
                    "people_count": 2,
                    "happened_at": self._day(40),
                    "place": words["place"],
                    "grid_id": self._site().id,
                    "reporter_id": self.officer.id,
                    "party_ids": [(0, 0, party) for party in parties],
                }
            )
            .with_env(self.env)
        )
        dispute.with_user(self.officer).action_move("register")
        return dispute

    def _accept(self, dispute):
        chambers = self.body.partner_ids.filtered(lambda body: CHAMBER in body.name)
        dispute.with_user(self.officer).action_move(
            "accept",
            {
                "body_id": self.body.id,
                "partner_body_ids": chambers.ids,
                "mediator_ids": self.mediators.ids,
            },
        )
        dispute.party_ids.action_told_rights()
        dispute.with_user(self.user).action_move("start")

    def _session(self, dispute, day, kind, mode, came, **words):
        start = self._day(-day)
        room = self._room() if mode == "onsite" and kind != "visit" else None
        roles = ("applicant", "respondent") if came == "both" else (came,)
        invited = {"invited_at": start - timedelta(days=1), "invited_how": "phone"}
        session = self.env["grid.dispute.session"].create(
            {
                "dispute_id": dispute.id,
                "state": "held",
                "kind": kind,
                "mode": mode,
                "start_at": start,
                "stop_at": start + timedelta(hours=1, minutes=30),
                "room_id": room and room.id,
                "place": self.words["site"] if kind == "visit" else False,
                "mediator_ids": [(6, 0, self.mediators.ids)],
                "recorder": self.mediators[1].name,
                "attendance_ids": [
                    (0, 0, {"party_id": party.id, "came": party.role in roles})
                    for party in dispute.party_ids
                ],
                **words,
            }
        )
        session.attendance_ids.filtered("came").write(invited)

    def _room(self):
        rooms = self.env["grid.mediation.room"]
        words = self.words["room"]
        found = rooms.search([("name", "=", words["name"])], limit=1)
        values = {**words, "grid_id": self.body.grid_id.id, "capacity": 12}
        return found or rooms.create(values)

    def _papers(self, dispute):
        for party in dispute.party_ids:
            self._paper(dispute, "03", party=party)
        for code in ("05", "06"):
            self._paper(dispute, code)

    def _paper(self, dispute, code, party=None):
        words = self.words["papers"][code]
        self.env["grid.dispute.paper"].with_user(self.user).create(
            {
                "dispute_id": dispute.id,
                "kind_id": self.city.dispute_code("dispute_paper", code),
                "title": words["title"],
                "text": words["text"],
                "asked_at": self._day(19) if code == "05" else False,
                "asked_whom": words.get("whom"),
                "place": words.get("place"),
                "date": self._day(19).date(),
                "party_id": party.id if party else False,
            }
        )

    def _notes(self, dispute):
        notes = self.env["grid.dispute.note"].with_user(self.user)
        for party in dispute.party_ids:
            text = self.words["alone"][party.role]
            notes.create({"dispute_id": dispute.id, "party_id": party.id, "text": text})

    def _agree(self, dispute):
        words = self.words["agreement"]
        effective = self._day(EFFECTIVE)
        payer = dispute.party_ids.filtered(lambda party: party.role == "respondent")
        dues = [
            {"due_on": effective.date(), "what": words["first"]},
            {
                "due_on": effective.date() + timedelta(days=30),
                "what": words["second"],
            },
        ]
        agreement = (
            self.env["grid.dispute.agreement"]
            .with_user(self.user)
            .create(
                {
                    "dispute_id": dispute.id,
                    "amount": 40000,
                    "until": dues[1]["due_on"],
                    "instalment_ids": [
                        (0, 0, {**due, "amount": 20000, "payer_id": payer.id})
                        for due in dues
                    ],
                    **{
                        name: words[name]
                        for name in (
                            "facts",
                            "responsibility",
                            "content",
                            "way",
                            "place",
                        )
                    },
                }
            )
        )
        agreement.action_move("present")
        for party in dispute.party_ids:
            self._sign(agreement, party_id=party.id)
        self._sign(agreement, mediator_id=self.mediators[0].id)
        agreement.action_move("seal")
        agreement.instalment_ids[0].action_paid(effective.date())
        return agreement.sudo().with_env(self.env)

    def _sign(self, agreement, **signer):
        """A scribble: names are invented, and so are their hands."""
        picture = Image.new("RGBA", (220, 80), (255, 255, 255, 0))
        pen = ImageDraw.Draw(picture)
        points = [
            (x, 40 + self.city.random.randint(-28, 28)) for x in range(10, 210, 14)
        ]
        pen.line(points, fill=(20, 20, 60, 255), width=3, joint="curve")
        stream = BytesIO()
        picture.save(stream, "PNG")
        image = b64encode(stream.getvalue())
        vals = {"agreement_id": agreement.id, "image": image, **signer}
        agreement._add_signature(vals)

    def _confirm(self, agreement):
        words = self.words["court"]
        agreement.effective_at = self._day(EFFECTIVE)
        action = agreement.with_user(self.user).action_confirm_at_court()
        records = self.env["grid.dispute.confirmation"].with_user(self.user)
        record = records.with_context(**action["context"]).create({})
        record.action_move("apply")
        record = record.sudo().with_env(self.env)
        year = self.city.today.year
        number = words["number"].format(year=year)
        record._make_move("accept", {"court_number": number})
        record._make_move("confirm", {"ruling_number": number})
        record.write(
            {
                "applied_on": self._day(5).date(),
                "accepted_on": self._day(4).date(),
                "decided_on": self._day(2).date(),
            }
        )
