import { _t } from "@web/core/l10n/translation";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

/**
 * The questions of the category, each with the control that fits its kind.
 */
export class AnswersField extends Component {
    static template = "grid_event.AnswersField";
    static props = { ...standardFieldProps };

    get answers() {
        return this.props.record.data[this.props.name].records;
    }

    get yesNo() {
        return [
            ["yes", _t("Yes")],
            ["no", _t("No")],
        ];
    }

    choices(answer) {
        const { choices, value } = answer.data;
        const lines = (choices || "").split("\n").map((line) => line.trim());
        // what was answered in another language stays
        return [...new Set([...lines, value || ""])].filter(Boolean);
    }

    inputId(answer) {
        return `o_grid_answer_${answer.id}`;
    }

    text(answer) {
        const { kind, value } = answer.data;
        if (kind === "yes_no") {
            return (this.yesNo.find(([code]) => code === value) || [])[1] || "";
        }
        return kind === "date" && value ? formatDate(deserializeDate(value)) : value || "";
    }

    onInput(answer, value) {
        return answer.update({ value });
    }
}

export const answersField = {
    component: AnswersField,
    displayName: _t("Questions and Answers"),
    supportedTypes: ["one2many"],
    isEmpty: () => false,
    relatedFields: [
        {
            name: "question_id",
            type: "many2one",
            relation: "grid.event.question",
            readonly: false,
        },
        { name: "value", type: "char", readonly: false },
        { name: "kind", type: "selection", selection: [] },
        { name: "required", type: "boolean" },
        { name: "choices", type: "text" },
    ],
};

registry.category("fields").add("grid_answers", answersField);
