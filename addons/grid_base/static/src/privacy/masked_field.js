import { Component, onWillStart } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { CharField, charField } from "@web/views/fields/char/char_field";
import { RevealDialog } from "./reveal_dialog";

const REVEAL_GROUP = "grid_base.group_grid_reveal";

/**
 * A value of which most people see only a mask.
 *
 * An empty value can be entered. A mask cannot be edited: the button beside it asks
 * for a reason and then shows the value, and lets correct it.
 */
export class MaskedField extends Component {
    static template = "grid_base.MaskedField";
    static components = { CharField };
    static props = CharField.props;
    static defaultProps = CharField.defaultProps;

    setup() {
        this.dialog = useService("dialog");
        this.orm = useService("orm");
        onWillStart(async () => {
            this.mayReveal = await user.hasGroup(REVEAL_GROUP);
        });
    }

    get record() {
        return this.props.record;
    }

    get label() {
        return this.record.fields[this.props.name].string;
    }

    /** The value as it was read, before what is being entered. */
    get isMask() {
        const saved = this.record.resId && this.record._values[this.props.name];
        return Boolean(saved) && saved.includes("*");
    }

    get charProps() {
        return { ...this.props, readonly: this.props.readonly || this.isMask };
    }

    get hasButton() {
        return this.mayReveal && this.isMask;
    }

    onReveal() {
        const { resModel, resId } = this.record;
        const call = (method, ...args) =>
            this.orm.call(resModel, method, [[resId], ...args]);
        this.dialog.add(RevealDialog, {
            label: this.label,
            mask: this.record.data[this.props.name],
            reveal: async (reason) => {
                const values = await call("masked_reveal", [this.props.name], reason);
                return values[this.props.name] || "";
            },
            correct: async (value, reason) => {
                await call("masked_correct", this.props.name, value, reason);
                await this.record.load();
            },
        });
    }
}

export const maskedField = {
    ...charField,
    component: MaskedField,
    displayName: _t("Masked Value"),
    supportedTypes: ["char"],
};

registry.category("fields").add("masked", maskedField);
