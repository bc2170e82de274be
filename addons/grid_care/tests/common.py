from odoo.addons.grid_base.tests.common import GridCase

NAME = "Zhuo Unheard"
ADDRESS = "Lane of seven wells 77"
TREATMENT = "Talks twice a week"
MEDICATION = "Two white tablets at night"

PLANTED = {
    "name": "Zhuo Planted",
    "sex": "Sex as planted",
    "birth_date": "1979-07-04",
    "id_number": "35039919790704001X",
    "phone": "15400000011",
    "address": "Lane of nine wells 99",
    "guardian": "Guardian Planted",
    "guardian_phone": "15400000012",
    "hospital": "Hospital behind the Hill",
    "admitted_on": "2021-03-07",
    "discharged_on": "2021-04-18",
    "diagnosis": "Illness as planted",
    "risk": "3: clearly smashes things",
    "treatment": "Walks in the yard at noon",
    "medication": "Half a blue capsule at dawn",
    "advice": "No crowds and no quarrels",
    "next_visit_on": "2021-05-29",
}
"""All that is known of one person, each word to be found nowhere else."""


def found(text):
    """Names of the planted values that a text tells."""
    text = " ".join(text.split())
    return {name for name, word in PLANTED.items() if word in text}


class CareCase(GridCase):
    """The small territory with a care desk in town A and a psychiatric hospital."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls.make_user("care_worker", cls.grid_a11, "grid_worker")
        cls.worker_2 = cls.make_user("care_worker_2", cls.grid_a11, "grid_worker")
        officer = "grid_care.grid_role_care_officer"
        cls.officer = cls.make_user("care_officer", cls.town_a, officer)
        cls.officer_b = cls.make_user("care_officer_b", cls.town_b, officer)
        clinician = "grid_care.grid_role_clinician"
        cls.doctor = cls.make_user("care_doctor", cls.county, clinician)
        cls.doctor_2 = cls.make_user("care_doctor_2", cls.county, clinician)
        cls.hospital = cls.make_organization("hospital", cls.county, cls.doctor)
        cls.hospital_2 = cls.make_organization("hospital", cls.county, cls.doctor_2)
        recipient = "grid_care.grid_role_care_recipient"
        cls.nurse = cls.make_user("care_nurse", cls.town_a, recipient)
        cls.police = cls.make_user("care_police", cls.town_a, recipient)
        cls.health_centre = cls.make_organization(
            "health_centre", cls.town_a, cls.nurse
        )
        cls.station = cls.make_organization("police_station", cls.town_a, cls.police)
        cls.community = cls.make_user(
            "care_community", cls.community_a1, "grid_care.grid_role_care_community"
        )

    @classmethod
    def make_organization(cls, kind, grid, users):
        return cls.env["grid.organization"].create(
            {
                "name": f"Test {kind} of {users.login}",
                "kind_id": cls.env.ref(f"grid_base.grid_organization_kind_{kind}").id,
                "grid_id": grid.id,
                "user_ids": [(6, 0, users.ids)],
            }
        )

    @classmethod
    def code(cls, table, code):
        return cls.env["grid.code"]._id_of(table, code)

    @classmethod
    def make_patient(cls, user=None, **values):
        patients = cls.env["grid.patient"].with_user(user or cls.doctor)
        return patients.create(
            {
                "grid_id": cls.grid_a11.id,
                "name": NAME,
                "address": ADDRESS,
                "phone": "15400000001",
                "guardian": "Guardian Q",
                "guardian_phone": "15400000002",
                **values,
            }
        ).sudo()

    @classmethod
    def make_record(cls, patient=None, user=None, **values):
        """A stay in hospital, ready to be issued."""
        records = cls.env["grid.medical.record"].with_user(user or cls.doctor)
        return records.create(
            {
                "patient_id": (patient or cls.make_patient()).id,
                "admitted_on": "2026-01-05",
                "discharged_on": "2026-02-20",
                "diagnosis_id": cls.code("care_diagnosis", "F20"),
                "risk": "3",
                "treatment": TREATMENT,
                "medication": MEDICATION,
                "advice": "Regular meals, no alcohol.",
                "next_visit_on": "2026-03-05",
                **values,
            }
        ).sudo()

    @classmethod
    def make_planted(cls):
        """A record, not issued yet, of which every value is planted."""
        cls.plant_names()
        person = ("name", "birth_date", "id_number", "phone", "address")
        person = (*person, "guardian", "guardian_phone")
        stay = ("admitted_on", "discharged_on", "treatment", "medication")
        stay = (*stay, "advice", "next_visit_on")
        patient = cls.make_patient(
            sex_id=cls.code("sex", "1"), **{name: PLANTED[name] for name in person}
        )
        return cls.make_record(patient, **{name: PLANTED[name] for name in stay})

    @classmethod
    def plant_names(cls):
        """Give hospital and codes the names that are looked for."""
        codes = cls.env["grid.code"]
        cls.hospital.name = PLANTED["hospital"]
        codes.browse(cls.code("sex", "1")).name = PLANTED["sex"]
        illness = codes.browse(cls.code("care_diagnosis", "F20"))
        illness.name = PLANTED["diagnosis"]

    @classmethod
    def issued(cls, **values):
        """The notices of a record, by kind."""
        record = cls.make_record(**values)
        return cls.by_kind(cls.move(record, cls.doctor, "issue"))

    @classmethod
    def by_kind(cls, record):
        record.invalidate_recordset()
        live = record.notice_ids.filtered(lambda one: one.state != "recalled")
        return {notice.kind: notice for notice in live}

    @classmethod
    def move(cls, record, user, name, **values):
        record.invalidate_recordset()
        record.with_user(user).action_move(name, values)
        record.invalidate_recordset()
        return record
