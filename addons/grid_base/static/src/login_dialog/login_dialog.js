import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { downloadFile } from "@web/core/network/download";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

const BATCH = 20;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A dialog that no stray key closes: what it shows cannot be had again. */
class KeptDialog extends Dialog {
    onEscape() {}
}

/**
 * Makes logins batch by batch and shows the initial passwords, once.
 *
 * They live in this component only: closing it forgets them.
 */
export class LoginDialog extends Component {
    static template = "grid_base.LoginDialog";
    static components = { Dialog: KeptDialog };
    static props = { wizardId: Number, staffIds: Array, close: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ rows: [], done: 0, running: true, error: "" });
        onWillStart(() => {
            // not awaited: the dialog shows the progress
            this.run();
        });
    }

    get total() {
        return this.props.staffIds.length;
    }

    get percent() {
        return this.total ? Math.round((100 * this.state.done) / this.total) : 100;
    }

    get made() {
        return this.state.rows.filter((row) => row.password);
    }

    get leftOut() {
        return this.state.rows.filter((row) => !row.password);
    }

    async run() {
        for (let start = 0; start < this.total; start += BATCH) {
            const staffIds = this.props.staffIds.slice(start, start + BATCH);
            try {
                const rows = await this.orm.call(
                    "grid.staff.login.wizard",
                    "make_batch",
                    [[this.props.wizardId], staffIds]
                );
                this.state.rows.push(...rows);
                this.state.done += staffIds.length;
            } catch (error) {
                // what was made so far must still be shown
                this.state.error = error.data?.message || error.message;
                break;
            }
        }
        this.state.running = false;
    }

    async download() {
        const rows = this.made.map((row) => ({ ...row }));
        const content = await this.orm.call("grid.staff.login.wizard", "login_sheet", [rows]);
        const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
        downloadFile(new Blob([bytes], { type: XLSX }), "logins.xlsx", XLSX);
    }

    print() {
        const frame = document.createElement("iframe");
        // out of sight, but laid out: browsers print nothing of a hidden frame
        Object.assign(frame.style, { position: "fixed", width: 0, height: 0, border: 0 });
        document.body.appendChild(frame);
        const page = frame.contentDocument;
        page.body.style.fontFamily = "sans-serif";
        const table = document.querySelector(".o_grid_logins").cloneNode(true);
        table.border = "1";
        table.cellPadding = "6";
        table.style.borderCollapse = "collapse";
        page.body.appendChild(page.importNode(table, true));
        frame.contentWindow.print();
        frame.remove();
    }
}

registry.category("actions").add("grid_base.make_logins", (env, action) => {
    env.services.dialog.add(LoginDialog, {
        wizardId: action.params.wizard_id,
        staffIds: action.params.staff_ids,
    });
    return { type: "ir.actions.act_window_close" };
});
