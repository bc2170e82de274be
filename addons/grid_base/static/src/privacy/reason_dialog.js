import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";

/** Asks why personal data leaves the system, before it does. */
export class ReasonDialog extends Component {
    static template = "grid_base.ReasonDialog";
    static components = { Dialog };
    static props = { close: Function, title: String, confirm: Function };

    setup() {
        useAutofocus({ refName: "reason" });
        this.state = useState({ reason: "" });
    }

    onConfirm() {
        this.props.confirm(this.state.reason.trim());
        this.props.close();
    }
}

/**
 * The reason that the user states, or null if the user changes his mind.
 *
 * @param {Object} dialog the dialog service
 * @param {string} title
 * @returns {Promise<string|null>}
 */
export function askReason(dialog, title) {
    return new Promise((resolve) => {
        dialog.add(
            ReasonDialog,
            { title, confirm: resolve },
            { onClose: () => resolve(null) }
        );
    });
}
