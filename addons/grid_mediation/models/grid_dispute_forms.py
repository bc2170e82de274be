from datetime import UTC

from odoo import models
from odoo.exceptions import AccessError
from odoo.tools import format_date

from odoo.addons.grid_base.tools.clock import city_zone
from odoo.addons.grid_base.tools.masked import masked_fields

from ..tools.forms import Block, Form

PERSON = ["sex_id", "ethnicity_id", "birth_year", "occupation", "id_number", "phone"]
BODY = ["credit_code", "representative", "phone"]


class GridDispute(models.Model):
    """The forms that open a case file: registration, application, rights (DOMAIN 4.5).

    A court wants whole numbers: who may reveal masked values prints them, and the
    print is in the access log; for anybody else they stay masked.
    """

    _inherit = "grid.dispute"

    # -- words ----------------------------------------------------------------------

    def _form_words(self, name, record=None):
        """The value of a field as it is read on the screen."""
        record = self if record is None else record
        field, value = record._fields[name], record[name]
        if not value:
            return ""
        if name in masked_fields(record):
            return self._form_truth(name, record)
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "datetime":
            return self._form_moment(value)
        if field.type == "date":
            return format_date(self.env, value)
        if field.type == "many2one":
            return value.display_name
        if field.type == "float":
            return f"{value:,.2f}"
        return str(value)

    def _form_truth(self, name, record):
        """A masked value in full, for who may reveal it."""
        try:
            record._masked_check_group()
        except AccessError:
            return record[name]
        field = masked_fields(record)[name]
        # sudo: the true fields are closed; every print is logged with their names
        return field.handler.text(record.sudo()[field.truth])

    def _form_moment(self, value):
        """A time of the file is one of the city, whoever prints it."""
        moment = value.replace(tzinfo=UTC).astimezone(city_zone(self.env))
        return f"{format_date(self.env, moment.date())} {moment:%H:%M}"

    def _form_pair(self, name, record=None):
        record = self if record is None else record
        label = record._fields[name]._description_string(self.env)
        return label, self._form_words(name, record)

    def _form_pairs(self, names, record=None):
        return [self._form_pair(name, record) for name in names]

    def _form_sides(self, role):
        return self.party_ids.filtered(lambda party: party.role == role)

    def _form_signatures(self, label=None):
        """A line for each party to sign on."""
        roles = dict(self.party_ids._fields["role"]._description_selection(self.env))
        return [
            (label or f"{roles[party.role]}:", f"({party.name})", None)
            for party in self.party_ids
        ]

    def _form_parties(self):
        """A block for each party, person or body."""
        roles = dict(self.party_ids._fields["role"]._description_selection(self.env))
        return [
            Block(
                self.env._(
                    "%(role)s: %(name)s", role=roles[party.role], name=party.name
                ),
                self._form_pairs(PERSON if party.kind == "person" else BODY, party),
                self._form_pairs(["address"], party),
            )
            for party in self.party_ids
        ]

    # -- forms ----------------------------------------------------------------------

    def _form_registration(self):
        """Document 1: registration of what was accepted."""
        names = ["registered_at", "source_id", "kind_id", "happened_at", "people_count"]
        names += ["amount", "reporter_id", "accepted_at", "body_id", "lead_mediator_id"]
        return Form(
            self.env._("Registration of People's Mediation"),
            self.number or "",
            rows=self._form_pairs(names),
            wide=self._form_pairs(["title", "place", "description", "claims"]),
            blocks=self._form_parties(),
            signatures=self._form_signatures()
            + [(self.env._("Registered by:"), f"({self.reporter_id.name})", None)],
        )

    def _form_application(self):
        """Document 1, where a party applied (art. 17)."""
        env = self.env
        return Form(
            env._("Application for People's Mediation"),
            self.number or "",
            blocks=self._form_parties(),
            sections=[
                (env._("Facts of the Dispute"), self.description or ""),
                (env._("What Is Asked For"), self.claims or ""),
                (
                    "",
                    env._(
                        "The applicant applies to %s for mediation.",
                        self.body_id.name or "",
                    ),
                ),
            ],
            signatures=[
                (env._("Applicant:"), f"({party.name})", None)
                for party in self._form_sides("applicant")
            ],
            date=self._form_words("registered_at"),
        )

    def _form_rights(self):
        """Document 2: rights and duties in mediation (art. 4, 23, 24, 31 and 33)."""
        env = self.env
        rights = [
            env._("1. Parties choose a mediator or accept one, and may refuse one."),
            env._("2. They accept mediation, refuse it, or ask to end it at any time."),
            env._("3. They ask for mediation in public or not in public."),
            env._("4. They say freely what they want, and agree of their free will."),
        ]
        duties = [
            env._("1. Parties state the facts of the dispute truthfully."),
            env._("2. They keep order at the mediation and respect the mediators."),
            env._("3. They respect that the other party uses its rights."),
        ]
        more = [
            env._("Mediation is free of charge."),
            env._(
                "An agreement binds the parties, who perform it as agreed. Within "
                "thirty days after it came into force they may ask the court together "
                "to confirm it. Who does not want to be mediated may go to "
                "arbitration, to an authority or to court."
            ),
        ]
        told = [
            f"{party.name}: {self._form_words('told_rights_at', party) or '-'}"
            for party in self.party_ids
        ]
        return Form(
            env._("Notice of Rights and Duties in Mediation"),
            self.number or "",
            sections=[
                (env._("Rights of the Parties"), "\n".join(rights)),
                (env._("Duties of the Parties"), "\n".join(duties)),
                ("", "\n".join(more)),
                (env._("Told On"), "\n".join(told)),
            ],
            signatures=self._form_signatures(),
        )

    def _form_refusal(self):
        """Notice of what is not accepted, and why."""
        return Form(
            self.env._("Notice of Non-Acceptance"),
            wide=self._form_pairs(["title", "refusal_id", "end_reason"]),
            items=[self._form_other_ways()],
            date=self._form_words("ended_at"),
        )

    def _form_termination(self):
        """Notice of a mediation that ended without an agreement (art. 26)."""
        return Form(
            self.env._("Notice of Termination of Mediation"),
            self.number or "",
            wide=self._form_pairs(["title", "end_id", "end_reason"]),
            items=[self._form_other_ways()],
            signatures=self._form_signatures(),
            seal=self._form_seal(),
            date=self._form_words("ended_at"),
        )

    def _form_other_ways(self):
        return self.env._(
            "The parties may protect their rights by arbitration, by administrative "
            "ways or before the court (People's Mediation Law, art. 26)."
        )

    def _form_seal(self):
        return self._form_image(self.body_id.seal)

    def _form_image(self, value):
        """A picture that stands in the page itself."""
        if not value:
            return ""
        text = value.decode() if isinstance(value, bytes) else value
        return f"data:image/png;base64,{text}"
