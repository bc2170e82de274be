import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * Which order a desk gets, in one click or key: main, assisting, countersigning, or
 * none when the chosen one is pressed again.
 */
export class OrderKindField extends Component {
    static template = "grid_event.OrderKindField";
    static props = { ...standardFieldProps };

    get options() {
        return this.props.record.fields[this.props.name].selection;
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    onChoose(value) {
        const { record, name } = this.props;
        return record.update({ [name]: value === this.value ? false : value });
    }
}

export const orderKindField = {
    component: OrderKindField,
    displayName: _t("Kind of Order"),
    supportedTypes: ["selection"],
    isEmpty: () => false,
};

registry.category("fields").add("order_kind", orderKindField);
