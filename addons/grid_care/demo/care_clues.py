"""What was seen of persons who may be ill, and what came of it."""

DAYS_AGO = (1, 2, 9, 6, 15)
"""When each was seen."""


class CareClues:
    """One in each state, by the grid worker who logs in."""

    def __init__(self, city, people):
        self.city, self.env, self.people = city, city.env, people

    def load(self):
        city, words = self.city, self.city.care_words
        worker = self.env["res.users"].search([("login", "=", "grid_worker")], limit=1)
        unit = self.people.worked
        desks = self.env["grid.grid"]
        desk = unit._event_climb("grid_care.group_care_officer") if unit else desks
        officer = desk._event_users("grid_care.group_care_officer")[:1]
        if not (unit and officer):
            return
        for at, (behaviour, seen, place) in enumerate(words["seen"]):
            days_ago = DAYS_AGO[at]
            clue = (
                self.env["grid.care.clue"]
                .with_user(worker)
                .create(
                    {
                        "grid_id": unit.id,
                        "observed_at": city.at_daytime(days_ago, 7, 9),
                        "place": place,
                        "description": seen,
                        "behaviour_ids": [
                            (4, city.care_code("care_behaviour", behaviour))
                        ],
                    }
                )
                .sudo()
            )
            if at == 0:
                continue
            city.move(clue, worker, "report", city.at_daytime(days_ago, 10, 11))
            screened = {"screened_by": words["screened"]}
            day = city.at_daytime(days_ago - 3, 9, 11)
            if at == 2:
                answer = words["no_ground"]
                city.move(clue, officer, "dismiss", day, answer=answer, **screened)
            if at >= 3:
                hospital = self.people.hospital.id
                city.move(clue, officer, "ask", day, hospital_id=hospital, **screened)
            if at == 4:
                day = city.at_daytime(days_ago - 9, 9, 11)
                result = {"result": "not_confirmed", "answer": words["not_confirmed"]}
                city.move(
                    clue, self.people.logins["clinician"], "answer", day, **result
                )
