import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus, useService } from "@web/core/utils/hooks";

/**
 * Asks for a reason, shows one value, and takes a corrected one.
 *
 * The value lives in this dialog only and is gone when the dialog closes.
 */
export class RevealDialog extends Component {
    static template = "grid_base.RevealDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        label: String,
        mask: String,
        reveal: Function,
        correct: Function,
    };

    setup() {
        this.notification = useService("notification");
        useAutofocus({ refName: "reason" });
        this.state = useState({
            reason: "",
            value: null, // as revealed
            entered: null, // as corrected
            busy: false,
        });
    }

    get title() {
        return _t("Reveal: %s", this.props.label);
    }

    get correcting() {
        return this.state.entered !== null;
    }

    get canGo() {
        return this.state.reason.trim() && !this.state.busy;
    }

    async run(action) {
        this.state.busy = true;
        try {
            await action();
        } finally {
            this.state.busy = false;
        }
    }

    onReveal() {
        return this.run(async () => {
            this.state.value = await this.props.reveal(this.state.reason);
        });
    }

    onCorrect() {
        return this.run(async () => {
            await this.props.correct(this.state.entered, this.state.reason);
            this.notification.add(_t("The corrected value is saved."), {
                type: "success",
            });
            this.props.close();
        });
    }
}
