"""One medical record, five notices: played by real browsers on a real server.

A hospital discharges somebody; family, health centre, police, governance centre and
community get their notice, take it over and act: a follow-up visit, a visit of the
police, a team, help with a hardship, an agreement with the guardian. Six people with an
account, three of them on a phone. All are invented.
"""

import base64
import json
import re
from types import SimpleNamespace

import pytest

from odoo.tests.common import get_db_name
from odoo.tools import SQL

from odoo.addons.grid_care.tests.common import ADDRESS, MEDICATION, NAME, TREATMENT

from .processes import shell
from .processes.browsers import chromium
from .processes.database import copied, execute
from .processes.office import Office
from .processes.server import Server

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

DRAWN = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
).decode()
"""A picture of one dot."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    log = tmp_path_factory.mktemp("care") / "server"
    with copied(get_db_name()) as copy:
        printed = shell.run(copy, "care_people.py")
        [line] = re.findall(r"^PLACE (.*)$", printed, re.MULTILINE)
        with Server(copy, log, connections=32) as server, chromium() as browser:
            server.wait()
            yield SimpleNamespace(
                copy=copy, server=server, browser=browser, **json.loads(line)
            )


def test_from_discharge_to_agreement(place):
    doctor, nurse, officer = (
        Office(place, login) for login in ("care_doctor", "care_nurse", "care_officer")
    )
    police, community, worker = (
        Office(place, login, phone=True)
        for login in ("care_police", "care_community", "care_worker")
    )
    receivers = {
        "health": nurse,
        "police": police,
        "centre": officer,
        "community": community,
    }
    notices = issue(doctor, place.record)
    hand_over(doctor, notices["family"])
    for kind, office in receivers.items():
        take_over(office, notices[kind])
    [case] = doctor.call("grid.care.case", "search", [])
    assert doctor.read("grid.care.case", case, "relay_count")["relay_count"] == "5 / 5"
    follow_up(nurse, notices["health"])
    visit(police, case)
    form_team(officer, place, case)
    see_as_member(worker, case)
    help_family(community, case)
    agree(place, community, officer, case)
    check_relay(doctor, case)


def issue(doctor, record):
    """Five notices at a click."""
    doctor.open("grid.medical.record", record)
    doctor.press("Issue the Five Notices")
    doctor.wait_state("Issued")
    rows = doctor.call("grid.care.notice", "search_read", [], ["kind"])
    assert len(rows) == 5
    return {row["kind"]: row["id"] for row in rows}


def hand_over(doctor, notice):
    """The guardian signs."""
    values = {"notice_id": notice, "move": "hand_over"}
    signed = {"signer": "Guardian Q", "proof": DRAWN}
    act = doctor.create("grid.care.notice.act", **values, **signed)
    doctor.call("grid.care.notice.act", "action_confirm", [act])
    doctor.open("grid.care.notice", notice)
    doctor.wait_state("Done")


def take_over(office, notice):
    """Receive, then say what was arranged; each sees the own fields only."""
    office.open("grid.care.notice", notice)
    shown = office.page.locator("[name=content]").inner_text()
    assert NAME in shown
    assert ADDRESS in shown
    health = office.read("grid.care.notice", notice, "kind")["kind"] == "health"
    assert (MEDICATION in shown) == (TREATMENT in shown) == health
    office.press("Receive")
    office.wait_state("Received")
    office.press("Answer")
    office.fill("answer", "Taken over; first visit this week.")
    office.confirm()
    office.wait_state("Answered")


def follow_up(nurse, notice):
    """The class and the day of the next visit follow from what was seen."""
    nurse.open("grid.care.notice", notice)
    nurse.press("Enter a Visit")
    nurse.page.locator(".o_form_view [name=risk]").wait_for()
    for name, label in (
        ("risk", "3"),
        ("symptoms", "Obvious"),
        ("insight", "Lacking"),
        ("function", "Poor"),
    ):
        nurse.pick(name, label)
    nurse.save()
    nurse.page.locator("[name=klass] .badge:has-text('Unstable')").wait_for()


def visit(police, case):
    police.open("grid.care.case", case)
    police.tab("Police Visits")
    police.press("Enter a Visit")
    police.pick("danger", "None")
    police.save()
    [row] = police.call("grid.care.visit", "search_read", [], ["met", "danger"])
    assert (row["met"], row["danger"]) == ("met", "0")


def form_team(officer, place, case):
    officer.open("grid.care.case", case)
    officer.tab("Team")
    officer.press("Add to the Team")
    officer.page.locator(".modal [name=duty]").wait_for()
    officer.page.locator(".modal [name=duty] input").click()
    officer.page.locator(".o_select_menu_item:has-text('Grid Worker')").first.click()
    officer.choose("staff_id", place.worker)
    officer.confirm("Save")
    row = f"[name=member_ids] tr.o_data_row:has-text('{place.worker}')"
    officer.page.locator(row).wait_for()


def see_as_member(worker, case):
    """A place in the team opens the file, and tells what a neighbour may know."""
    worker.open("grid.care.case", case)
    shown = worker.page.locator(".o_form_view").inner_text()
    assert NAME in shown
    for word in (MEDICATION, TREATMENT, "Unstable", "Schizophrenia"):
        assert word not in shown


def help_family(community, case):
    community.open("grid.care.case", case)
    community.tab("Hardships and Help")
    community.press("Enter a Hardship")
    community.pick_line("hardship_id", "Medicine")
    community.write("description", "The way to the clinic takes half a day.")
    community.save()
    [row] = community.call("grid.care.help", "search_read", [], ["outcome"])
    assert not row["outcome"]


def agree(place, community, officer, case):
    """Applied for on a phone, audited at the desk, signed by the guardian."""
    community.open("grid.care.case", case)
    community.tab("Guardianship")
    community.press("Apply for an Agreement")
    community.tick("able")
    community.save()
    community.press("Nominate")
    community.wait_state("Nominated")
    [agreement] = community.call("grid.guardianship", "search", [])
    officer.open("grid.guardianship", agreement)
    officer.press("Make Public")
    officer.wait_state("Made Public")
    execute(place.copy, SQL("UPDATE grid_guardianship SET public_until = '2026-01-01'"))
    officer.press("Audit Passed")
    officer.wait_state("Audited")
    signed = {"signer": "Guardian Q", "proof": DRAWN}
    sign = officer.create("grid.guardianship.sign", guardianship_id=agreement, **signed)
    officer.call("grid.guardianship.sign", "action_confirm", [sign])
    officer.open("grid.guardianship", agreement)
    officer.wait_state("In Force")


def check_relay(doctor, case):
    """The hospital sees that all five were received, and by whom."""
    doctor.open("grid.care.case", case)
    table = doctor.page.locator("[name=relay_table]").inner_text()
    assert table.count("Answered") == 4
    assert "Guardian Q" in table
