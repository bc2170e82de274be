from odoo import models
from odoo.tools import format_date

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.agreements import IN_FORCE
from ..tools.forms import Form
from ..tools.sessions import HELD
from ..tools.visits import DONE


class GridDispute(models.Model):
    """The forms of the work itself: sessions, agreement, court, and of the file."""

    _inherit = "grid.dispute"

    def _forms_record(self):
        """Document 7: a record of each session that was held."""
        held = self.session_ids.filtered(lambda s: s.state == HELD)
        return [self._form_session(session) for session in held.sorted("start_at")]

    def _form_session(self, session):
        env = self.env
        came = session.attendance_ids.filtered("came")
        names = ["kind", "mode", "start_at", "stop_at", "recorder"]
        mediators = session.mediator_ids
        return Form(
            env._("Record of Mediation"),
            session.display_name,
            rows=[
                *self._form_pairs(names, session),
                (env._("Meeting Place"), session._place_text()),
                (env._("Mediators"), ", ".join(mediators.mapped("name"))),
                (env._("Helpers"), ", ".join(session.helper_ids.mapped("name"))),
            ],
            wide=[
                (
                    env._("Present"),
                    ", ".join(line.person or line.party_id.name for line in came),
                ),
                *self._form_pairs(["minutes", "outcome", "next_step"], session),
            ],
            signatures=[
                (env._("Party:"), f"({line.person or line.party_id.name})", None)
                for line in came
            ]
            + [
                (env._("Mediator:"), f"({mediator.name})", None)
                for mediator in mediators
            ]
            + [(env._("Recorded by:"), f"({session.recorder or ''})", None)],
        )

    def _forms_agreement(self):
        """Document 8: the agreement, or the registration of an oral one."""
        made = self.agreement_ids.filtered(lambda a: a.state == IN_FORCE)
        return [self._form_agreement(agreement) for agreement in made]

    def _form_agreement(self, agreement):
        env = self.env
        oral = agreement.form == "oral"
        names = ["facts", "responsibility", "content"]
        dues = [
            [self._form_words(name, due) for name in ("due_on", "what", "amount")]
            for due in agreement.instalment_ids
        ]
        columns = [
            agreement.instalment_ids._fields[name]._description_string(env)
            for name in ("due_on", "what", "amount")
        ]
        signatures = agreement.signature_ids
        lines = []
        for party, line in zip(self.party_ids, self._form_signatures(), strict=True):
            given = signatures.filtered(lambda s, party=party: s.party_id == party)
            lines.append((line[0], line[1], self._form_image(given.image)))
        lines += [
            (
                env._("Mediator:"),
                f"({s.mediator_id.name})",
                self._form_image(s.image),
            )
            for s in signatures
            if s.mediator_id
        ] or [
            (env._("Mediator:"), f"({mediator.name})", None)
            for mediator in self.mediator_ids
        ]
        return Form(
            env._("Registration of an Oral Agreement")
            if oral
            else env._("People's Mediation Agreement"),
            self.number or "",
            blocks=self._form_parties(),
            tables=[(env._("Instalments"), columns, dues)] if dues else [],
            sections=[
                self._form_pair(name, agreement) for name in names if agreement[name]
            ]
            + [
                (
                    env._("Performance"),
                    "\n".join(
                        f"{label}: {value}"
                        for label, value in self._form_pairs(
                            ["amount", "way", "place", "until"], agreement
                        )
                        if value
                    ),
                )
            ],
            signatures=lines[len(self.party_ids) :] if oral else lines,
            seal=self._form_seal() if agreement.sealed_at else "",
            date=self._form_words("effective_at", agreement),
        )

    def _forms_visit(self):
        """Document 10: a record of each return visit that was made."""
        done = self.agreement_ids.visit_ids.filtered(lambda v: v.state == DONE)
        return [self._form_visit(visit) for visit in done.sorted("visited_at")]

    def _form_visit(self, visit):
        env = self.env
        return Form(
            env._("Record of a Return Visit"),
            self.number or "",
            rows=[
                (env._("Party"), visit.party_id.name),
                (env._("Number of the Agreement"), self.number or ""),
                *self._form_pairs(["visited_at", "way"], visit),
                *self._form_pairs(["performed", "satisfied"], visit),
            ],
            wide=self._form_pairs(["cause", "note", "danger"], visit),
            signatures=[
                (env._("Party:"), f"({visit.party_id.name})", None),
                (env._("Visited by:"), f"({visit.visitor_id.name})", None),
            ],
        )

    def _forms_confirmation(self):
        """Document 11: the joint application to the court, and what it decided."""
        made = self.confirmation_ids.filtered("applied_on")
        return [self._form_confirmation(record) for record in made]

    def _form_confirmation(self, record):
        env = self.env
        names = ["court_id", "applied_on", "court_number", "accepted_on"]
        names += ["ruling_number", "decided_on", "state"]
        return Form(
            env._("Application for Judicial Confirmation"),
            record.case_number or "",
            rows=self._form_pairs(names, record),
            blocks=self._form_parties(),
            sections=[
                (env._("Agreement in Words"), record.agreement_text or ""),
                (
                    "",
                    env._(
                        "The applicants reached the agreement of their free will. It "
                        "does not harm the state, the public or others; they bear the "
                        "consequences if it does, and ask the court together to "
                        "confirm it (Civil Procedure Law, art. 205)."
                    ),
                ),
            ],
            signatures=[
                (env._("Applicant:"), f"({party.name})", None)
                for party in record.asking_ids
            ],
        )

    def _form_attorney(self, agent):
        """Document 4: who acts for a party, and how far."""
        env = self.env
        return Form(
            env._("Power of Attorney"),
            self.number or "",
            rows=[
                (env._("Party"), agent.party_id.name),
                (env._("Agent"), agent.name),
                *self._form_pairs(["kind_id", "authority", "phone"], agent),
            ],
            signatures=[
                (env._("Party:"), f"({agent.party_id.name})", None),
                (env._("Agent:"), f"({agent.name})", None),
            ],
        )

    def _form_paper(self, paper):
        """What was written down in words: an inquiry, evidence, a proof."""
        names = ["date", "asked_at", "place", "asked_by", "asked_whom", "party_id"]
        pairs = [pair for pair in self._form_pairs(names, paper) if pair[1]]
        return Form(
            paper.kind_id.name,
            paper.title,
            rows=pairs,
            sections=[("", paper.text or "")],
        )

    # -- of the file itself ------------------------------------------------------------

    def _form_cover(self):
        env = self.env
        today = local_today(self.env)
        mediators = ", ".join(self.mediator_ids.mapped("name"))
        return Form(
            env._("Case File of People's Mediation"),
            self.body_id.name or "",
            wide=[
                (env._("Name of the File"), self.title),
                (env._("File Number"), self.number or ""),
                (env._("Mediators"), mediators),
                (env._("Begun"), self._form_words("started_at")),
                (env._("Filed By"), env.user.name),
                (env._("Filed On"), format_date(env, today)),
                (env._("Retention Period"), self.retention_id.name or ""),
            ],
            cover=True,
        )

    def _form_list(self, lines):
        """The page list; ``lines`` are (document, first page)."""
        env = self.env
        rows = [
            [str(number), name, str(page)]
            for number, (name, page) in enumerate(lines, 1)
        ]
        columns = [env._("No."), env._("Name of the Document"), env._("Page")]
        return Form(env._("Contents of the File"), tables=[("", columns, rows)])

    def _form_statement(self):
        """Document 12: what the file holds and lacks, and how the case ended."""
        env = self.env
        states = dict(self._fields["state"]._description_selection(env))
        lacks = self.file_lacks or env._("The file has all that it needs.")
        return Form(
            env._("Statement on the File"),
            self.number or "",
            rows=[
                (env._("State"), states[self.state]),
                (env._("Sessions Held"), str(self.session_count)),
                *self._form_pairs(["ended_at", "agreed_at", "closed_at"]),
            ],
            wide=[
                (env._("Result"), self.result or ""),
                (env._("What the File Lacks"), lacks),
            ],
            signatures=[(env._("Filed by:"), f"({env.user.name})", None)],
        )

    def _form_back(self):
        env = self.env
        return Form(
            env._("End of the File"),
            self.number or "",
            wide=[
                (env._("Checked By"), ""),
                (env._("Checked On"), ""),
                (env._("Remarks"), ""),
            ],
        )
