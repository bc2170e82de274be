"""The published labour case, played by real browsers on a real server.

A man hired by the day, without a contract, was hurt at work: 31,000 yuan of medical
cost. Two visits at home until the other side agrees to talk, six sessions, the last of
them by video with both parties in browsers of their own and without an account;
40,000 yuan are agreed on, and the court confirms. The people are invented.
"""

import io
import json
import re
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from odoo.tests.common import get_db_name

from odoo.addons.grid_mediation.tests.common import DRAWN
from odoo.addons.grid_mediation.tests.video_common import VideoCase

from .processes import shell
from .processes.browsers import chromium, measure, somebody
from .processes.database import copied
from .processes.office import Office, until
from .processes.server import Server

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

APPLICANT, RESPONDENT = "Applicant Z", "Builder W"
SAID = "We sat at one table: 31,000 yuan of medical cost are not in dispute."


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    log = tmp_path_factory.mktemp("labour") / "server"
    with copied(get_db_name()) as copy:
        printed = shell.run(copy, "people.py")
        [line] = re.findall(r"^PLACE (.*)$", printed, re.MULTILINE)
        with Server(copy, log, connections=32) as server, chromium() as browser:
            server.wait()
            yield SimpleNamespace(server=server, browser=browser, **json.loads(line))


def test_from_application_to_confirmed_agreement(place):
    worker, officer, mediator, court = (
        Office(place, login)
        for login in ("med_worker", "med_officer", "med_one", "med_court")
    )
    dispute = apply(worker, place)
    accept(officer, place, dispute)
    begin(mediator, dispute)
    parties = mediator.read("grid.dispute", dispute, "party_ids")["party_ids"]
    meet(mediator, dispute, parties)
    by_video(mediator, dispute)
    agreement = agree(mediator, place, dispute, parties)
    confirm(mediator, court, dispute, agreement)
    check_file(mediator, dispute)


def apply(worker, place):
    """The grid worker writes down what he was told, and registers it."""
    dispute = worker.create(
        "grid.dispute",
        title="Hurt at work, hired by the day",
        kind_id=place.codes["dispute_kind"]["10"],
        source_id=place.codes["dispute_source"]["02"],
        description="Hired by the day without a contract, fell from a scaffold; "
        "31,000 yuan of medical cost.",
        claims="62,000 yuan.",
        place="A new house",
        grid_id=place.grid,
        amount=31000,
        party_ids=[
            (0, 0, {"role": "applicant", "name": APPLICANT}),
            (0, 0, {"role": "respondent", "name": RESPONDENT}),
        ],
    )
    worker.open("grid.dispute", dispute)
    worker.press("Register")
    worker.wait_state("To Be Accepted")
    return dispute


def accept(officer, place, dispute):
    """The office accepts, appoints a mediator and calls in the chamber."""
    officer.open("grid.dispute", dispute)
    officer.press("Accept")
    officer.choose("partner_body_ids", "Mediation committee of a chamber")
    officer.choose("mediator_ids", "med_one")
    officer.confirm()
    officer.wait_state("To Be Mediated")
    seen = officer.read("grid.dispute", dispute, "body_id", "partner_body_ids")
    assert seen["body_id"][0] == place.body
    assert seen["partner_body_ids"] == [place.chamber]


def begin(mediator, dispute):
    mediator.open("grid.dispute", dispute)
    mediator.press("All Were Told")
    mediator.page.get_by_role("button", name="All Were Told").wait_for(state="hidden")
    mediator.press("Begin Mediation")
    mediator.wait_state("In Mediation")


def meet(mediator, dispute, parties):
    """Two visits with the respondent, then five sessions at one table."""
    came = {"visit": [parties[1]], "joint": parties, "separate": [parties[1]]}
    kinds = ["visit", "visit", "joint", "joint", "separate", "joint", "joint"]
    begin = datetime.now() - timedelta(hours=3 * len(kinds) + 1)
    for number, kind in enumerate(kinds):
        start = begin + timedelta(hours=3 * number)
        lines = [(0, 0, {"party_id": party, "came": True}) for party in came[kind]]
        session = plan(
            mediator,
            dispute,
            start,
            kind=kind,
            place="At home" if kind == "visit" else "Mediation room",
            attendance_ids=lines,
            minutes=f"Session {number + 1}: what was said about day and wages.",
            outcome="A step nearer.",
        )
        mediator.open("grid.dispute.session", session)
        mediator.press("Session Was Held")
        mediator.wait_state("Held")


def by_video(mediator, dispute):
    """The eighth: both parties without an account, one of them heard alone."""
    session = plan(mediator, dispute, datetime.now(), mode="video")
    action = mediator.call("grid.dispute.session", "action_make_links", [session])
    links = VideoCase.read_links(action)
    mediator.open("grid.dispute.session", session)
    mediator.press("Open the Room")
    mediator.page.locator("[name=video_state] .badge:has-text('Open')").wait_for()
    mediator.page.locator(".o-discuss-CallParticipantCard video").first.wait_for()
    guests = {name: join(mediator, links[name]) for name in (APPLICANT, RESPONDENT)}
    admit(mediator, guests)
    for page in (*guests.values(), mediator.page):
        hear(page, 2)
    alone(mediator, guests)
    mediator.press("Close the Room")
    mediator.confirm("Ok")
    for page in guests.values():
        page.get_by_text("The meeting is over").wait_for()
    mediator.call(
        "grid.dispute.session",
        "write",
        [session],
        {"minutes": SAID, "outcome": "Agreed on 40,000 yuan."},
    )
    mediator.open("grid.dispute.session", session)
    mediator.press("Session Was Held")
    mediator.wait_state("Held")
    [seen] = mediator.call(
        "grid.dispute.session", "read", [session], ["attendance_ids"]
    )
    lines = mediator.call(
        "grid.dispute.attendance", "read", seen["attendance_ids"], ["came", "joined_at"]
    )
    assert [bool(line["came"] and line["joined_at"]) for line in lines] == [True, True]


def plan(mediator, dispute, start, **values):
    """As the button fills it in: held by the mediator, all parties invited."""
    action = mediator.call("grid.dispute", "action_plan_session", [dispute])
    values |= {
        "start_at": f"{start:%F %T}",
        "stop_at": f"{start + timedelta(hours=1):%F %T}",
    }
    context = action["context"]
    [session] = mediator.call(
        "grid.dispute.session", "create", [values], context=context
    )
    return session


def join(mediator, path):
    page = somebody(mediator.place.browser)
    page.goto(mediator.server.url(path))
    page.locator("button[name=join]").click()
    page.get_by_text("The mediator will let you in").wait_for()
    return page


def admit(mediator, guests):
    """The mediator hears that they wait, and lets in one after the other."""
    for name in guests:
        note = mediator.page.locator(".o_notification", has_text=f"{name} waits")
        note.wait_for()
    mediator.press("Who Waits?")
    for name, page in guests.items():
        row = f"[name=seat_ids] tr.o_data_row:has-text('{name}')"
        mediator.press("Admit", within=row)
        mediator.page.locator(f"{row} .badge:has-text('Admitted')").wait_for()
        page.wait_for_url("**/mediation/room", wait_until="commit")


def hear(page, others):
    """Sound and picture of so many others come in."""
    until(
        lambda: measure(page),
        lambda found: (
            found["open"] == others and found["packets"] > 20 and found["frames"] > 5
        ),
        f"{others} others at {page.url}",
    )


def alone(mediator, guests):
    """While one party is heard alone, nothing reaches the other; then all are back."""
    applicant, respondent = guests[APPLICANT], guests[RESPONDENT]
    row = f"[name=seat_ids] tr.o_data_row:has-text('{RESPONDENT}')"
    mediator.press("Speak Alone", within=row)
    applicant.wait_for_url("**/mediation/wait", wait_until="commit")
    hear(respondent, 1)
    hear(mediator.page, 1)
    assert measure(applicant) == {"open": 0, "packets": 0, "frames": 0}
    mediator.press("Back to the Table")
    applicant.wait_for_url("**/mediation/room", wait_until="commit")
    for page in (applicant, respondent, mediator.page):
        hear(page, 2)


def agree(mediator, place, dispute, parties):
    """40,000 yuan, signed by all, sealed."""
    agreement = mediator.create(
        "grid.dispute.agreement",
        dispute_id=dispute,
        content=f"{RESPONDENT} pays {APPLICANT} 40,000 yuan at once.",
        amount=40000,
    )
    mediator.open("grid.dispute.agreement", agreement)
    mediator.press("Present for Signing")
    signers = [{"who": "party", "party_id": party} for party in parties]
    signers.append({"who": "mediator", "mediator_id": place.mediator})
    for signer in signers:
        sign = mediator.create(
            "grid.dispute.sign", agreement_id=agreement, image=DRAWN, **signer
        )
        mediator.call("grid.dispute.sign", "action_confirm", [sign])
    mediator.open("grid.dispute.agreement", agreement)
    mediator.press("Set the Seal")
    mediator.wait_state("In Force")
    return agreement


def confirm(mediator, court, dispute, agreement):
    """Both ask the court together; it accepts and confirms."""
    mediator.open("grid.dispute.agreement", agreement)
    mediator.press("Judicial Confirmation")
    mediator.page.locator("[name=asking_ids]").wait_for()
    mediator.press("Apply to the Court")
    mediator.wait_state("Applied")
    domain = [("agreement_id", "=", agreement)]
    [found] = court.call("grid.dispute.confirmation", "search", domain)
    court.open("grid.dispute.confirmation", found)
    court.press("The Court Accepts")
    court.fill("court_number", "(2026) M 0305 No. 18")
    court.confirm()
    court.press("The Court Confirms")
    court.fill("ruling_number", "(2026) M 0305 Ruling 18")
    court.confirm()
    # decided: the case is no longer before the court
    court.page.get_by_text("Nothing was brought to court").wait_for()
    assert not court.call("grid.dispute.confirmation", "search", domain)
    seen = mediator.read("grid.dispute.confirmation", found, "state")
    assert seen["state"] == "confirmed"


def check_file(mediator, dispute):
    """The printed file, page by page."""
    answer = mediator.rpc.session.get(
        mediator.server.url(f"/mediation/print/{dispute}/file"), timeout=120
    )
    assert answer.headers["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    for page in pages:
        size = float(page.mediabox.width), float(page.mediabox.height)
        assert size == pytest.approx((595, 842), abs=2)
    texts = [" ".join(page.extract_text().split()) for page in pages]
    order = [
        ("Case File of People's Mediation", "Hurt at work"),
        ("Contents of the File", "Record of Mediation"),
        ("Application for People's Mediation", "31,000"),
        ("Registration of People's Mediation", RESPONDENT),
        ("Notice of Rights and Duties", "free of charge"),
        *[("Record of Mediation", f"Session {number}:") for number in range(1, 8)],
        ("Record of Mediation", SAID),
        ("People's Mediation Agreement", "40,000 yuan at once"),
        ("Application for Judicial Confirmation", "Ruling 18"),
    ]
    rest = list(texts)
    for title, words in order:
        while rest and not (title in rest[0] and words in rest[0]):
            del rest[0]
        assert rest, f"no page {title!r} with {words!r} in its place: {texts}"
        del rest[0]
