"""Factories of what hangs on the file of a person in care."""

from .care_factories import make_case
from .factory import FACTORIES, Factory

COMMUNITY_A1 = "990001001001"
SIGNATURE = {"signer": "x", "proof": "AAAA"}


def case_id(maker, grid):
    return {"case_id": make_case(maker, grid).id}


def emergency_values(maker, grid):
    description = {"trigger": "relapse", "description": maker.word()}
    return {**case_id(maker, grid), **description}


def check_values(maker, grid):
    return {
        "emergency_id": maker.record("grid.care.emergency", grid).id,
        "note": maker.word(),
    }


def help_values(maker, grid):
    hardship = maker.env["grid.code"]._id_of("care_hardship", "1")
    description = {"hardship_id": hardship, "description": maker.word()}
    return {**case_id(maker, grid), **description}


def visit_values(maker, grid):
    return {**case_id(maker, grid), "note": maker.word()}


def guardianship_values(maker, grid):
    case = make_case(maker, grid)
    case.risk = "3"
    return {"case_id": case.id, "note": maker.word()}


def make_signed(maker, grid):
    """An agreement in force."""
    maker.env["grid.guardianship.rate"].search([]).unlink()
    maker.env["grid.guardianship.rate"].create(rate_values(maker, grid))
    agreement = maker.record("grid.guardianship", grid, able=True)
    agreement.write({"state": "active", "amount": 1, "ends_on": "2099-01-01"})
    agreement.signed_on = "2026-01-01"
    return agreement


def guardianship_check_values(maker, grid):
    return {"guardianship_id": make_signed(maker, grid).id, "note": maker.word()}


def sign_values(maker, grid):
    agreement = maker.record("grid.guardianship", grid)
    return {"guardianship_id": agreement.id, **SIGNATURE}


def rate_values(maker, _grid):
    day = f"19{10 + next(maker.number) % 80}-01-01"
    return {"valid_from": day, "amount": 1, "basis": maker.word()}


def run_values(_maker, grid):
    return {"grid_id": grid.id, "day": "2026-01-01"}


def make_payment(maker, grid):
    run = maker.record("grid.guardianship.run", grid)
    return maker.env["grid.guardianship.payment"].create(
        {
            "run_id": run.id,
            "guardianship_id": make_signed(maker, grid).id,
            "half_on": run.half_on,
        }
    )


def make_glass(maker, grid):
    """Opened by somebody else."""
    case = make_case(maker, grid)
    glass = maker.env["grid.care.glass"]._grant(case, maker.word(), 1)
    glass.number = maker.word()
    return glass


def own_glass(maker, user):
    units = maker.env["grid.grid"].search([("parent_id.code", "=", COMMUNITY_A1)])
    glass = make_glass(maker, units[0])
    glass.write({"user_id": user.id, "until": False})
    return glass


def hold_values(maker, grid):
    return {**case_id(maker, grid), "reason": maker.word()}


def make_basis(maker, _grid):
    """There is one for each kind: one that came with the addon makes room."""
    kinds = maker.env["grid.care.basis"]
    row = kinds.search([], limit=1)
    kind = row.kind
    row.unlink()
    return kinds.create({"kind": kind, "basis": maker.word()})


def basis_values(maker, grid):
    row = make_basis(maker, grid)
    kind = row.kind
    row.unlink()
    return {"kind": kind, "basis": maker.word()}


FACTORIES |= {
    "grid.care.emergency": Factory(emergency_values, {"place": "x"}),
    "grid.care.emergency.check": Factory(check_values, {"stable": True}),
    "grid.care.help": Factory(help_values, {"help": "x"}),
    "grid.care.visit": Factory(visit_values, {"note": "x"}),
    "grid.guardianship": Factory(guardianship_values, {"note": "x"}),
    "grid.guardianship.check": Factory(guardianship_check_values, {"kept": True}),
    "grid.guardianship.sign": Factory(sign_values, {"signer": "y"}, territorial=False),
    "grid.guardianship.rate": Factory(rate_values, {"amount": 2}, territorial=False),
    "grid.guardianship.run": Factory(run_values, {"remark": "x"}),
    "grid.guardianship.payment": Factory(make=make_payment, change={"quarters": 1}),
    "grid.care.glass": Factory(
        make=make_glass, change={"why": "x"}, own=own_glass, anywhere=True
    ),
    "grid.care.glass.wizard": Factory(
        lambda maker, _grid: {"number": maker.word()}, {"why": "x"}, territorial=False
    ),
    "grid.care.hold": Factory(hold_values, {"reason": "x"}),
    "grid.care.basis": Factory(
        basis_values, {"months": 2}, make=make_basis, territorial=False
    ),
}
