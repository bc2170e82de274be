"""Some hundred disputes of all kinds in the last months, played with the real moves."""

from datetime import timedelta

from odoo.tools import SQL

COUNT = 110
ENDINGS = ("waiting", "accepted", "mediating", "declined", "failed", "refused", "begun")
WEIGHTS = (10, 8, 40, 8, 18, 6, 10)
SOURCES = ("01", "02", "02", "04", "04", "09", "10", "06", "05")

LABOUR = "10"
"""Kind of dispute that the association for labour relations mediates."""


class Disputes:
    """Registered by grid workers and desks, each on its way to its own ending."""

    def __init__(self, city, network):
        self.city, self.env, self.network = city, city.env, network
        self.start = city.now
        self.places = [
            body
            for key, body in network.bodies.items()
            if body.kind_id.code in ("01", "02")
        ]
        self.moments = {}

    def load(self):
        disputes = self.env["grid.dispute"]
        for number in range(COUNT):
            disputes |= self._one(number)
        self.env.flush_all()
        self._set_back()
        return disputes

    def _one(self, number):
        city = self.city
        body = city.random.choice(self.places)
        kinds = city.dispute_words["cases"]
        # every kind is there, the common ones more often
        codes = sorted(kinds)
        kind = (
            codes[number]
            if number < len(codes)
            else city.random.choice(
                ("02", "02", "01", "03", "04", "06", "10", "10", "12", "14", "15")
            )
        )
        title, facts, claims = city.random.choice(kinds[kind])
        yuan = city.random.choice(city.dispute_words["slots"]["yuan"])
        unit = city.random.choice(self._units(body.grid_id))
        if kind == LABOUR:
            body = self.network.bodies.get("labour_mediation", body)
        officer = self.network.officers[body]
        begun = city.at_daytime(city.random.randint(1, self._days_back(number, kind)))
        dispute = (
            self.env["grid.dispute"]
            .with_user(officer)
            .sudo()
            .create(
                {
                    "title": title,
                    "kind_id": city.dispute_code("dispute_kind", kind),
                    "source_id": city.dispute_code(
                        "dispute_source", city.random.choice(SOURCES)
                    ),
                    "intensity_id": city.dispute_code(
                        "dispute_intensity",
                        city.random.choices(("01", "02", "03", "04"), (50, 30, 15, 5))[
                            0
                        ],
                    ),
                    "scale_id": city.dispute_code("dispute_scale", "01"),
                    "description": city.fill(facts, yuan=yuan),
                    "claims": city.fill(claims, yuan=yuan),
                    "amount": float(yuan) if "{yuan}" in facts + claims else 0,
                    "people_count": city.random.choice((2, 2, 2, 3, 4, 6, 12)),
                    "repeated": city.random.choice((0, 0, 0, 0, 1, 2)),
                    "happened_at": begun - timedelta(days=city.random.randint(0, 9)),
                    "place": city.place_name(unit),
                    "grid_id": unit.id,
                    "reporter_id": officer.id,
                    "party_ids": self._parties(kind),
                }
            )
            .with_env(self.env)
        )
        self._play(dispute, body, officer, begun)
        return dispute

    def _units(self, grid):
        """The unit grids below a town or a village."""
        below = [("id", "child_of", grid.id), ("level_kind", "=", "unit")]
        return self.env["grid.grid"].search(below)

    @staticmethod
    def _days_back(number, kind):
        """Some are new, for the desks; the association has its hands full now."""
        if number % 15 == 14:
            return 3
        return 40 if kind == LABOUR else 120

    def _parties(self, kind):
        city = self.city
        company = kind in ("05", "10", "12", "13", "15", "17")
        sides = []
        for role in ("applicant", "respondent"):
            if role == "respondent" and company:
                name = city.random.choice(city.dispute_words["companies"])
                sides.append((0, 0, {"role": role, "kind": "legal", "name": name}))
                continue
            name, sex = city.person_name()
            sides.append(
                (
                    0,
                    0,
                    {
                        "role": role,
                        "name": name,
                        "sex_id": self.env["grid.code"]._id_of(
                            "sex", "1" if sex == "male" else "2"
                        ),
                        "birth_year": city.random.randint(1950, 2000),
                        "phone_true": city.mobile_phone(),
                    },
                )
            )
        return sides

    def _play(self, dispute, body, officer, begun):
        """Real moves by who may make them; their moments are set afterwards."""
        city = self.city
        age = (city.now - begun).days
        ending = city.random.choices(ENDINGS, WEIGHTS)[0] if age > 25 else None
        if ending in (None, "waiting") and age > 4:
            ending = "begun" if age <= 25 else "failed"
        if ending is None:
            ending = city.random.choice(("waiting", "accepted"))
        mediator = city.random.choice(self.network.mediators[body])
        user = mediator.staff_id.user_id
        moments = [begun]
        self._move(dispute, officer, "register")
        if ending == "waiting":
            return self.keep(dispute, moments)
        later = city.later(begun, 2, 40)
        moments.append(min(later, city.now - timedelta(minutes=9)))
        reasons = city.dispute_words["reasons"]
        if ending == "refused":
            ground = city.dispute_code("dispute_refusal", "02")
            reason = reasons["not_accepted"]
            self._move(dispute, officer, "refuse", ground_id=ground, reason=reason)
            return self.keep(dispute, moments)
        self._move(
            dispute,
            officer,
            "accept",
            body_id=body.id,
            mediator_ids=mediator.ids,
        )
        if ending == "accepted":
            return self.keep(dispute, moments)
        dispute.party_ids.action_told_rights()
        self._move(dispute, user, "start")
        moments.append(self._after(moments[-1], 10, 60))
        if ending == "declined":
            self._move(
                dispute,
                user,
                "decline",
                party_id=dispute.party_ids[-1].id,
                reason=reasons["refused_party"],
            )
            moments.append(self._after(moments[-1], 24, 200))
        elif ending == "failed":
            ended = city.dispute_code("dispute_end", "01")
            reason = reasons["failed"]
            self._move(dispute, user, "terminate", ended_id=ended, reason=reason)
            moments.append(self._after(moments[-1], 100, 400))
        elif ending == "mediating":
            self.settle(dispute, user, moments)
            if city.random.random() < 0.6:
                self._close(dispute, user, moments)
        return self.keep(dispute, moments)

    def settle(self, dispute, user, moments):
        """An agreement is reached by word, after one or two sessions."""
        words = self.city.dispute_words
        settled_at = self._after(moments[-1], 60, 300)
        self._hold(dispute, moments[-1], *self.city.random.choice(words["sessions"]))
        self._hold(dispute, settled_at, *words["last_session"])
        agreement = (
            self.env["grid.dispute.agreement"]
            .with_user(user)
            .create(
                {
                    "dispute_id": dispute.id,
                    "form": "oral",
                    "content": self.city.random.choice(words["agreements"]),
                    "amount": round(dispute.amount * 0.8, -2),
                }
            )
        )
        agreement.action_move("record_oral")
        moments.append(settled_at)

    def _close(self, dispute, user, moments):
        """What was agreed was done; identities are proven, and the file is closed."""
        words = self.city.dispute_words["papers"]
        self.env["grid.dispute.paper"].with_user(user).create(
            [
                {
                    "dispute_id": dispute.id,
                    "kind_id": self.city.dispute_code("dispute_paper", "03"),
                    "title": words["identity"]["title"],
                    "text": words["identity"]["text"],
                    "party_id": party.id,
                }
                for party in dispute.party_ids
            ]
        )
        dispute.agreement_ids.with_user(user).action_move("perform")
        self._move(dispute, user, "close")
        moments.append(self._after(moments[-1], 24, 300))

    def _hold(self, dispute, moment, minutes, outcome):
        """A session that lies behind: no calendar needs to know of it."""
        start = moment - timedelta(hours=2)
        self.env["grid.dispute.session"].create(
            {
                "dispute_id": dispute.id,
                "state": "held",
                "start_at": start,
                "stop_at": start + timedelta(hours=1),
                "place": dispute.body_id.name,
                "mediator_ids": [(6, 0, dispute.mediator_ids.ids)],
                "recorder": dispute.lead_mediator_id.name,
                "minutes": minutes,
                "outcome": outcome,
                "attendance_ids": [
                    (
                        0,
                        0,
                        {
                            "party_id": party.id,
                            "invited_at": start - timedelta(days=1),
                            "invited_how": "phone",
                            "came": True,
                        },
                    )
                    for party in dispute.party_ids
                ],
            }
        )

    def _after(self, moment, shortest, longest):
        then = self.city.later(moment, shortest, longest)
        return max(moment, min(then, self.city.now - timedelta(minutes=5)))

    def _move(self, dispute, user, name, **values):
        dispute.with_user(user).action_move(name, values)

    def keep(self, dispute, moments):
        """When each of its steps happened."""
        self.moments[dispute] = moments

    # -- time ----------------------------------------------------------------------

    def _set_back(self):
        """What the moves stamped with the present happened at its own moment."""
        for dispute, moments in self.moments.items():
            steps = dispute.step_ids.sorted("id")
            vals = {}
            for step, moment in zip(steps, moments, strict=False):
                for name in self._stamps_of(step.move):
                    vals[name] = moment
                self._set_step(step, moment)
            done = dispute.deadline_done_at
            clock = vals.get("accepted_at") or vals["registered_at"]
            dispute.write({"deadline_done_at": False})
            dispute.write({**vals, "deadline_start": clock})
            if done:
                dispute.write({"deadline_done_at": moments[-1]})
            if agreed := vals.get("agreed_at"):
                dispute.agreement_ids.write({"effective_at": agreed})
        self.env.invalidate_all()

    def _stamps_of(self, move):
        return {
            "register": ("registered_at",),
            "accept": ("accepted_at",),
            "start": ("started_at",),
            "agree": ("agreed_at",),
            "decline": ("ended_at",),
            "terminate": ("ended_at",),
            "refuse": ("ended_at",),
            "close": ("closed_at",),
        }.get(move, ())

    def _set_step(self, step, moment):
        self.env.execute_query(
            SQL(
                "UPDATE grid_workflow_step SET date = %s WHERE id = %s RETURNING id",
                moment,
                step.id,
            )
        )
