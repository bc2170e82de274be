"""What was seen of persons who may be ill, and what came of it."""


class CareClues:
    """One in each state, by the grid worker who logs in."""

    def __init__(self, city, people):
        self.city, self.env, self.people = city, city.env, people

    def load(self):
        city, words = self.city, self.city.care_words
        worker = self.env["res.users"].search([("login", "=", "grid_worker")], limit=1)
        unit = worker.grid_staff_ids.posting_ids.grid_id[:1]
        desks = self.env["grid.grid"]
        desk = unit._event_climb("grid_care.group_care_officer") if unit else desks
        officer = desk._event_users("grid_care.group_care_officer")[:1]
        if not (unit and officer):
            return
        for at, (behaviour, seen, place) in enumerate(words["seen"]):
            clue = (
                self.env["grid.care.clue"]
                .with_user(worker)
                .create(
                    {
                        "grid_id": unit.id,
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
            city.move(clue, worker, "report")
            screened = {"screened_by": words["screened"]}
            if at == 2:
                answer = words["no_ground"]
                city.move(clue, officer, "dismiss", answer=answer, **screened)
            if at >= 3:
                hospital = self.people.hospital.id
                city.move(clue, officer, "ask", hospital_id=hospital, **screened)
            if at == 4:
                result = {"result": "not_confirmed", "answer": words["not_confirmed"]}
                city.move(clue, self.people.logins["clinician"], "answer", **result)
