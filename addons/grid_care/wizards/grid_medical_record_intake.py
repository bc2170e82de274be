from dataclasses import dataclass, field

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.grid_base.tools.code_field import Code
from odoo.addons.grid_base.tools.identity import (
    id_number_18,
    id_number_birth_date,
    id_number_is_male,
)
from odoo.addons.grid_base.tools.masked import Masked
from odoo.addons.grid_base.tools.masking import STAR

from ..tools.intake import (
    ALIASES,
    COLUMNS,
    MOST_ROWS,
    NEEDED,
    PATIENT,
    RECORD,
    other_forms,
    parse_day,
    parse_risk,
    plain,
)
from ..tools.record import REPLACED


class Refused(Exception):
    """What is wrong with a cell, as a sentence."""


@dataclass
class Row:
    """A row of the list: its number in the file, and what its cells mean."""

    number: int
    values: dict = field(default_factory=dict)

    @property
    def person(self):
        """One person has one key, whichever form of the number was typed."""
        return id_number_18(self.values["id_number"])

    def of(self, names):
        return {name: self.values[name] for name in names if name in self.values}


class GridMedicalRecordIntake(models.TransientModel):
    """A list of discharges as the hospital has it becomes drafts: all rows, or none.

    The psychiatrist of the hospital brings in what the hospital wrote; nothing is
    issued. Patients are found by their identity number within the own hospital. What
    is recorded of them is completed and never replaced: where the list says something
    else the row is refused, so that somebody looks at both.
    """

    _name = "grid.medical.record.intake"
    _description = "Discharge List"
    _inherit = ["grid.import.template.mixin", "grid.link.mixin", "grid.upload.mixin"]
    _import_columns = COLUMNS

    file = fields.Binary("Discharge List", attachment=False)
    filename = fields.Char()
    hospital_id = fields.Many2one(
        "grid.organization",
        "Hospital",
        default=lambda self: self.env["grid.patient"]._default_hospital(),
        domain="[('user_ids', 'in', uid), ('kind_id.code', '=', 'hospital')]",
    )
    problems = fields.Text(readonly=True)

    # -- template ------------------------------------------------------------------

    @api.model
    def _import_fields(self):
        return [self._column(name) for name in COLUMNS]

    @api.model
    def _import_needs(self, field):
        return field.name in NEEDED

    @api.model
    def _column(self, name):
        model = "grid.patient" if name in PATIENT else "grid.medical.record"
        return self.env[model]._fields[name]

    @api.model
    def _label(self, name):
        return self._column(name)._description_string(self.env)

    def action_template(self):
        """Download a sheet with the columns that are known."""
        return {
            "type": "ir.actions.act_url",
            "url": f"/grid_base/import_template/{self._name}",
            "target": "download",
        }

    # -- import --------------------------------------------------------------------

    def action_import(self):
        """Make a draft of each row, unless a single row is wrong."""
        self.ensure_one()
        self.check_access("write")
        if self.hospital_id not in self.env["grid.patient"]._own_hospitals():
            raise AccessError(
                self.env._("You bring in the discharges of your own hospital.")
            )
        table = self._read()
        columns, unknown = self._headings(table[0] if table else [])
        rows, problems = self._rows(columns, table)
        patients = self._known_patients(rows)
        problems += self._clashes(rows, patients)
        if problems or not rows:
            self.problems = "\n".join(
                self.env._("Row %(row)s: %(problem)s", row=row, problem=problem)
                for row, problem in sorted(problems)
            ) or self.env._("There is no row below the headings.")
            return self._reopen()
        records = self._make(rows, patients)
        # what it said of people lies in the records now
        self.write({"file": False, "problems": False})
        return self._made(records, unknown)

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import a Discharge List"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _made(self, records, unknown):
        """Tell what was made, and open it."""
        drafts = self.env["ir.actions.act_window"]._for_xml_id(
            "grid_care.grid_medical_record_action"
        )
        drafts["domain"] = [("id", "in", records.ids)]
        drafts["name"] = self.env._("Drafts of the Discharge List")
        message = self.env._("%s drafts were made.", len(records))
        if unknown:
            message += " " + self.env._("Columns not taken: %s.", ", ".join(unknown))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": message, "next": drafts},
        }

    # -- reading -------------------------------------------------------------------

    def _read(self):
        table = self._read_table()
        if len(table) > MOST_ROWS + 1:
            raise UserError(
                self.env._("A list has %s rows at most: divide it.", MOST_ROWS)
            )
        return table

    def _headings(self, cells):
        """Where each column stands, and the headings that are not known."""
        known = {}
        for name in COLUMNS:
            column = self._column(name)
            names = [name, column.string, *ALIASES.get(name, ())]
            for code, _label in self.env["res.lang"].get_installed():
                env = self.with_context(lang=code).env
                names.append(column._description_string(env))
            known.update((plain(each), name) for each in names)
        columns, unknown = {}, []
        for at, cell in enumerate(cells):
            name = known.get(plain(cell))
            if name and name not in columns:
                columns[name] = at
            elif cell:
                unknown.append(cell)
        missing = [self._label(name) for name in NEEDED if name not in columns]
        if missing:
            raise UserError(
                self.env._("The first row has no column %s.", ", ".join(missing))
            )
        return columns, unknown

    def _rows(self, columns, table):
        """The rows that can be understood, and what is wrong with the others."""
        takers = {name: self._taker(self._column(name)) for name in columns}
        rows, problems = [], []
        for number, cells in enumerate(table[1:], start=2):
            if not any(cells):
                continue
            row, wrong = Row(number), []
            for name, at in columns.items():
                text = cells[at] if at < len(cells) else ""
                try:
                    if text:
                        row.values[name] = takers[name](text)
                    elif name in NEEDED:
                        raise Refused(self.env._("%s is required.", self._label(name)))
                except Refused as error:
                    wrong.append((number, str(error)))
            if not wrong:
                wrong = [(number, text) for text in self._disagreements(row)]
            problems += wrong
            if not wrong:
                rows.append(row)
        return rows, problems

    def _taker(self, column):
        """The function that turns the text of a cell into a value of a field."""
        if isinstance(column, Masked):
            return lambda text: self._take_masked(column, text)
        if isinstance(column, Code):
            return self._take_named(column, self._codes(column.table))
        if column.name == "grid_id":
            return self._take_grid
        if column.type == "date":
            return lambda text: self._take_day(column, text)
        if column.name == "risk":
            return self._take_risk
        return lambda text: text

    def _take_masked(self, column, text):
        label = column._description_string(self.env)
        if STAR in text:
            raise Refused(self.env._("%s: enter the complete value.", label))
        if column.name == "id_number" and "E+" in text:
            raise Refused(
                self.env._(
                    "%s: Excel has rounded this number. Format the column as text and "
                    "enter the number again.",
                    label,
                )
            )
        if column.name == "birth_date":
            text = str(parse_day(text) or text)
        try:
            return column.handler.parse(self.env, text)
        except ValueError as error:
            raise Refused(column.handler.error(self.env, label)) from error

    def _codes(self, table):
        """Ids of the values of a code table, by code and by name in each language."""
        codes = self.env["grid.code"].search([("table", "=", table)])
        found = {}
        for lang, _label in self.env["res.lang"].get_installed():
            for code in codes.with_context(lang=lang):
                found[plain(code.code)] = found[plain(code.name)] = code.id
        return found

    def _take_named(self, column, known):
        def take(text):
            if found := known.get(plain(text)):
                return found
            raise Refused(
                self.env._(
                    "%(column)s: “%(value)s” is not known. The notes of the template "
                    "list the values.",
                    column=column._description_string(self.env),
                    value=text,
                )
            )

        return take

    def _take_grid(self, text):
        grids = self.env["grid.grid"]
        grid = grids.search([("code", "=", text)]) or grids.search(
            ["|", ("complete_name", "=", text), ("name", "=", text)], limit=2
        )
        if len(grid) == 1:
            return grid.id
        told = {"column": self._label("grid_id"), "value": text}
        if grid:
            raise Refused(
                self.env._(
                    "%(column)s: “%(value)s” stands for more than one grid. Enter its "
                    "code.",
                    **told,
                )
            )
        raise Refused(self.env._("%(column)s: there is no grid “%(value)s”.", **told))

    def _take_day(self, column, text):
        if day := parse_day(text):
            return day
        raise Refused(
            self.env._(
                "%(column)s: “%(value)s” is not a date such as 2026-02-20.",
                column=column._description_string(self.env),
                value=text,
            )
        )

    def _take_risk(self, text):
        if level := parse_risk(text):
            return level
        raise Refused(self.env._("%s: enter a level from 0 to 5.", self._label("risk")))

    # -- checking ------------------------------------------------------------------

    def _disagreements(self, row):
        """What cells of a row say against each other; completes it from the number."""
        values, number = row.values, row.values["id_number"]
        sex = self.env["grid.code"]._id_of(
            "sex", "1" if id_number_is_male(number) else "2"
        )
        told = {"birth_date": id_number_birth_date(number), "sex_id": sex}
        for name, value in told.items():
            if values.setdefault(name, value) != value:
                yield self.env._(
                    "%s: it is not the one in the identity number.", self._label(name)
                )
        left = values.get("discharged_on")
        if left and left < values["admitted_on"]:
            yield self.env._("Nobody is discharged before being admitted.")

    def _known_patients(self, rows):
        """Patients of the hospital, by the key of the person."""
        numbers = set()
        for row in rows:
            numbers |= other_forms(row.values["id_number"]) | {row.person}
        # sudo: true values are closed; the own hospital's are compared, none is told
        patients = (
            self.env["grid.patient"]
            .sudo()
            .search(
                [
                    ("hospital_id", "=", self.hospital_id.id),
                    ("id_number_true", "in", list(numbers)),
                ]
            )
        )
        return {id_number_18(one.id_number_true): one for one in patients}

    def _clashes(self, rows, patients):
        """What rows say against each other, and against what is recorded."""
        stays, people, problems = {}, {}, []
        recorded = self._recorded_stays(patients)
        for row in rows:
            stay = row.person, row.values["admitted_on"]
            if stay in stays:
                text = self.env._("It stands in row %s already.", stays[stay])
                problems.append((row.number, text))
            elif stay in recorded:
                text = self.env._("A record of this stay exists already.")
                problems.append((row.number, text))
            stays.setdefault(stay, row.number)
            first = people.setdefault(row.person, row)
            for name in PATIENT:
                text = self._clash(name, row, first, patients.get(row.person))
                if text:
                    problems.append((row.number, text))
        return problems

    def _recorded_stays(self, patients):
        people = {patient.id: person for person, patient in patients.items()}
        records = self.env["grid.medical.record"].search(
            [("patient_id", "in", list(people)), ("state", "!=", REPLACED)]
        )
        return {
            (people[record.patient_id.id], record.admitted_on) for record in records
        }

    def _clash(self, name, row, first, patient):
        """Why one value of a person cannot be taken; nothing if it can be."""
        if name == "id_number" or name not in row.values:
            return None
        value = row.values[name]
        if first.values.get(name, value) != value:
            return self.env._(
                "%(column)s: row %(row)s says something else of this person.",
                column=self._label(name),
                row=first.number,
            )
        recorded = patient and self._recorded(patient, name)
        if recorded and recorded != value:
            return self.env._(
                "%(column)s: something else is recorded of patient %(number)s. Correct "
                "it there, or leave the cell empty.",
                column=self._label(name),
                number=patient.number,
            )
        return None

    @api.model
    def _recorded(self, patient, name):
        column = patient._fields[name]
        if isinstance(column, Masked):
            return patient[column.truth]
        return patient[name].id

    # -- writing -------------------------------------------------------------------

    def _make(self, rows, patients):
        """Complete and make patients, then make the drafts; all as the user."""
        people = {}
        for row in rows:
            # an earlier row of the same person may have said less
            people[row.person] = row.of(PATIENT) | people.get(row.person, {})
        ids = {}
        for person, values in people.items():
            if patient := patients.get(person):
                lacking = {
                    name: self._entered(name, value)
                    for name, value in values.items()
                    if not self._recorded(patient, name)
                }
                if lacking:
                    patient.with_env(self.env).write(lacking)
                ids[person] = patient.id
        fresh = [person for person in people if person not in ids]
        made = self.env["grid.patient"].create(
            [
                {
                    "hospital_id": self.hospital_id.id,
                    **{
                        name: self._entered(name, value)
                        for name, value in people[person].items()
                    },
                }
                for person in fresh
            ]
        )
        ids.update(zip(fresh, made.ids, strict=True))
        return self.env["grid.medical.record"].create(
            [{"patient_id": ids[row.person], **row.of(RECORD)} for row in rows]
        )

    @api.model
    def _entered(self, name, value):
        """A value as the patient takes it: what is masked goes in as text."""
        column = self._column(name)
        return column.handler.text(value) if isinstance(column, Masked) else value
