"""Factories of the models of ``grid_care``."""

from itertools import product

from .factory import FACTORIES, Factory

TOWN_A = "990001001000"


def clue_values(maker, grid):
    """What somebody saw."""
    return {
        "grid_id": grid.id,
        "place": maker.word(),
        "description": "Shouts at the wall.",
    }


def make_clue(maker, grid):
    """Reported; in town A the hospital of the matrix is asked."""
    values = {**clue_values(maker, grid), "state": "reported"}
    if grid.parent_id.parent_id.code == TOWN_A:
        values |= {"state": "assessing", **own_hospital(maker, grid)}
    return maker.env["grid.care.clue"].create({**values, "number": maker.word()})


def act_values(maker, grid):
    return {"clue_id": maker.record("grid.care.clue", grid).id, "move": "ask"}


def patient_values(maker, grid):
    return {"grid_id": grid.id, "name": maker.word(), **own_hospital(maker, grid)}


def own_hospital(maker, grid):
    """The hospital of the matrix for who lives in town A, another for the rest."""
    doctors = maker.env["res.users"].search([("login", "=", "matrix_clinician")])
    near = grid.parent_id.parent_id.code == TOWN_A
    kind = maker.ref("grid_organization_kind_hospital")
    hospital = maker.env["grid.organization"].create(
        {
            "name": maker.word(),
            "kind_id": kind.id,
            "grid_id": grid.id,
            "user_ids": [(6, 0, doctors.ids if near else [])],
        }
    )
    return {"hospital_id": hospital.id}


def make_patient(maker, grid):
    """With a number that can be looked for."""
    patient = maker.env["grid.patient"].create(patient_values(maker, grid))
    patient.number = maker.word()
    return patient


def record_values(maker, grid):
    patient = maker.record("grid.patient", grid)
    return {"patient_id": patient.id, "admitted_on": "2026-01-05"}


def make_notice(maker, grid, kind="police", seat="police_station", state="pushed"):
    """To an organization of the matrix for who lives in town A."""
    record = maker.record("grid.medical.record", grid)
    recipients = maker.env["res.users"].search([("login", "=", "matrix_recipient")])
    near = grid.parent_id.parent_id.code == TOWN_A
    station = maker.env["grid.organization"].create(
        {
            "name": maker.word(),
            "kind_id": maker.ref(f"grid_organization_kind_{seat}").id,
            "grid_id": grid.id,
            "user_ids": [(6, 0, recipients.ids if near else [])],
        }
    )
    return maker.env["grid.care.notice"].create(
        {
            **of_record(maker, record),
            "kind": kind,
            "state": state,
            "received_at": state == "received" and "2026-01-06 02:00:00",
            "organization_id": station.id,
            "payload": {"name": maker.word()},
        }
    )


def of_record(maker, record):
    """What all notices of a record have."""
    return {
        "record_id": record.id,
        "patient_id": record.patient_id.id,
        "case_id": maker.env["grid.care.case"]._open(record.patient_id, "1").id,
        "hospital_id": record.hospital_id.id,
        "grid_id": record.grid_id.id,
        "number": record.patient_id.number,
    }


def make_case(maker, grid):
    """In the hands of a police station, and of the community."""
    notice = make_notice(maker, grid)
    maker.env["grid.care.notice"].create(
        {
            **of_record(maker, notice.record_id),
            "kind": "community",
            "state": "received",
            "node_id": grid.parent_id.id,
        }
    )
    return notice.case_id


def case_act_values(maker, grid):
    return {"case_id": make_case(maker, grid).id, "move": "miss"}


def member_values(maker, grid):
    return {
        "case_id": make_case(maker, grid).id,
        "staff_id": maker.record("grid.staff", grid).id,
        "duty": "cadre",
    }


def transfer_values(maker, grid):
    """From the grid, to another one of its community."""
    new = maker.env["grid.grid"].create(
        {
            "name": maker.word(),
            "level_id": grid.level_id.id,
            "parent_id": grid.parent_id.id,
        }
    )
    return {"case_id": make_case(maker, grid).id, "grid_id": new.id}


def followup_values(maker, grid):
    notice = make_notice(maker, grid, "health", "health_centre", "received")
    return {
        "notice_id": notice.id,
        "risk": "0",
        "symptoms": "gone",
        "insight": "full",
        "function": "good",
    }


def followup_rule_values(maker, _grid):
    """A version for which there is time enough."""
    return {
        "version": 1000 + next(maker.number),
        "valid_from": "2090-01-01",
        "klass": "stable",
        "interval": 1,
        "unit": "month",
        "basis": maker.word(),
    }


def notice_act_values(maker, grid):
    notice = maker.record("grid.care.notice", grid)
    return {"notice_id": notice.id, "move": "answer"}


def free(maker, model, first, second):
    """A pair of values of two selections for which there is no row yet."""
    rows = maker.env[model].with_context(active_test=False).search([])
    taken = {(row[first], row[second]) for row in rows}
    names = [
        [value for value, _label in rows._fields[name].selection]
        for name in (first, second)
    ]
    left = [pair for pair in product(*names) if pair not in taken]
    if not left:
        # make room: one of those that came with the addon
        known = rows.get_external_id()
        row = next(row for row in rows if known[row.id])
        left = [(row[first], row[second])]
        row.unlink()
    return dict(zip((first, second), left[0], strict=True))


def make_notice_field(maker, _grid):
    values = free(maker, "grid.care.notice.field", "kind", "field")
    return maker.env["grid.care.notice.field"].create(values)


def limit_values(maker, _grid):
    pair = free(maker, "grid.care.limit", "kind", "stage")
    return {**pair, "limit_value": 1, "limit_unit": "hour"}


def channel_values(maker, grid):
    """Of an organization of its own: each has one."""
    station = maker.env["grid.organization"].create(
        {
            "name": maker.word(),
            "kind_id": maker.ref("grid_organization_kind_police_station").id,
            "grid_id": grid.id,
        }
    )
    return {
        "organization_id": station.id,
        "url": "https://police.invalid/notices",
        "new_secret": "a secret of the matrix",
    }


def make_push(maker, grid):
    """With a number that can be looked for, as all of its patient's."""
    notice = make_notice(maker, grid)
    pushes = maker.env["grid.care.push"]
    return pushes._queue(notice, notice.organization_id, "notice", {})


FACTORIES |= {
    "grid.care.clue": Factory(clue_values, {"description": "x"}, make=make_clue),
    "grid.care.clue.act": Factory(act_values, {"answer": "x"}, territorial=False),
    "grid.patient": Factory(
        patient_values, {"guardian_relation_id": False}, make=make_patient
    ),
    "grid.medical.record": Factory(record_values, {"advice": "x"}),
    "grid.medical.record.intake": Factory(
        lambda _maker, _grid: {"filename": "list.xlsx"},
        {"filename": "x"},
        territorial=False,
    ),
    "grid.care.notice": Factory(make=make_notice, change={"signer": "x"}),
    "grid.care.notice.act": Factory(
        notice_act_values, {"answer": "x"}, territorial=False
    ),
    "grid.care.notice.field": Factory(
        make=make_notice_field, change={"active": False}, territorial=False
    ),
    "grid.care.case": Factory(make=make_case, change={"destination": "x"}),
    "grid.care.case.act": Factory(case_act_values, {"reason": "x"}, territorial=False),
    "grid.care.member": Factory(member_values, {"duty": "civil"}),
    "grid.care.transfer": Factory(transfer_values, {"note": "x"}),
    "grid.care.channel": Factory(channel_values, {"timeout": 5}, territorial=False),
    "grid.care.push": Factory(make=make_push, change={"state": "acknowledged"}),
    "grid.followup": Factory(followup_values, {"needs": "x"}),
    "grid.followup.rule": Factory(
        followup_rule_values, {"interval": 2}, territorial=False
    ),
    "grid.care.limit": Factory(limit_values, {"limit_value": 2}, territorial=False),
}
