import { onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import {
    ProgressBarField,
    progressBarField,
} from "@web/views/fields/progress_bar/progress_bar_field";

const REFRESH = 3000;

/** A progress bar that reads its record again while the report is being written. */
export class ReportProgressField extends ProgressBarField {
    setup() {
        super.setup();
        const timer = browser.setInterval(() => this.refresh(), REFRESH);
        onWillUnmount(() => browser.clearInterval(timer));
    }

    async refresh() {
        const { record } = this.props;
        if (record.data.state === "pending" && !this.loading) {
            this.loading = true;
            try {
                await record.load();
            } finally {
                this.loading = false;
            }
        }
    }
}

registry.category("fields").add("grid_report_progress", {
    ...progressBarField,
    component: ReportProgressField,
    fieldDependencies: [{ name: "state", type: "selection" }],
});
