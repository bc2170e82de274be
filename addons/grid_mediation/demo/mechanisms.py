"""What is going on now: sessions to come, a screening round, a referral, aid."""

from datetime import timedelta

WORKING_HOURS = (9, 10, 14, 15, 16)
PLACES = {
    "01": "{place}便民服务中心调解点",
    "02": "{place}商会调解工作室",
    "03": "“{place}”网络调解群",
    "04": "{place}侨乡调解驿站",
    "05": "{place}乡贤评理室",
    "06": "{place}工业园区调解室",
}
"""Names by the code of the table ``mediation_place``."""
ROUND = "节前矛盾纠纷集中排查"
TOWN = "350302002000"
"""The street of the demo in which a screening round is under way."""


class Mechanisms:
    """Made by who does it in the demo city, as the disputes are."""

    def __init__(self, city, network):
        self.city, self.env, self.network = city, city.env, network

    def load(self):
        self._places()
        self._sessions()
        self._round()
        self._referral()
        self._aid()

    def _places(self):
        """One of them, at chance, is covered by nobody: a gap to be seen."""
        city = self.city
        towns = [
            body
            for body in self.network.bodies.values()
            if body.kind_id.code == "02" and body.grid_id.level_id.code == "town"
        ]
        self.env["grid.mediation.place"].create(
            [
                {
                    "name": words.format(place=body.grid_id.name),
                    "kind_id": city.dispute_code("mediation_place", code),
                    "grid_id": body.grid_id.id,
                    "body_id": body.id if city.random.random() < 0.8 else False,
                    "since": city.today - timedelta(days=90),
                }
                for body in towns
                for code, words in PLACES.items()
            ]
        )

    def _sessions(self):
        """The next days of those who mediate; every third meets by video."""
        city = self.city
        disputes = self.env["grid.dispute"].search([("state", "=", "mediating")])
        for at, dispute in enumerate(disputes):
            user = dispute.lead_mediator_id.staff_id.user_id
            action = dispute.with_user(user).action_plan_session()
            hour = WORKING_HOURS[at % len(WORKING_HOURS)]
            day = city.today + timedelta(days=1 + at // len(WORKING_HOURS))
            start = city.at_daytime((city.today - day).days, hour, hour + 0.01)
            start = start.replace(minute=0, second=0)
            sessions = self.env["grid.dispute.session"].with_user(user)
            sessions.with_context(**action["context"]).create(
                {
                    "start_at": start,
                    "stop_at": start + timedelta(hours=1),
                    "mode": "video" if at % 3 == 2 else "onsite",
                    "place": dispute.body_id.name,
                }
            )

    def _round(self):
        """Some grid workers have reported today, most have not yet."""
        town = self.city.grids.get(TOWN)
        body = town and self.network.bodies.get(TOWN)
        if not body:
            return
        officer = self.network.officers[body]
        rounds = self.env["grid.screening.round"].with_user(officer)
        record = rounds.create(
            {
                "name": ROUND,
                "grid_id": town.id,
                "date_from": self.city.today,
                "date_to": self.city.today + timedelta(days=6),
                "sensitive": True,
            }
        )
        record.action_move("start")
        tasks = record.sudo().task_ids
        some = self.city.random.sample(list(tasks), len(tasks) // 4)
        self.env["grid.screening.report"].create(
            [
                {
                    "task_id": task.id,
                    "date": self.city.today,
                    "user_id": officer.id,
                }
                for task in some
            ]
        )

    def _referral(self):
        """Offered to the court, which has not answered yet."""
        dispute = self._one("accepted")
        court = self.env["grid.organization"].search(
            [("kind_id.code", "=", "court")], limit=1
        )
        if not (dispute and court):
            return
        user = dispute.lead_mediator_id.staff_id.user_id
        self.env["grid.dispute.referral"].with_user(user).create(
            {
                "dispute_id": dispute.id,
                "organization_id": court.id,
                "matter": dispute.title,
            }
        )

    def _aid(self):
        """Applied for by a person whom a case left in need."""
        dispute = self._one("mediating")
        party = dispute.party_ids.filtered(lambda one: one.kind == "person")[:1]
        if not party:
            return
        user = dispute.lead_mediator_id.staff_id.user_id
        aids = self.env["grid.judicial.aid"].with_user(user)
        aid = aids.create(
            {
                "dispute_id": dispute.id,
                "party_id": party.id,
                "situation_id": self.city.dispute_code("judicial_aid_situation", "07"),
                "asked": 8000,
                "need": self.city.dispute_words["need"],
            }
        )
        aid.action_move("apply")

    def _one(self, state):
        domain = [("state", "=", state), ("lead_mediator_id", "!=", False)]
        return self.env["grid.dispute"].search(domain, limit=1)
