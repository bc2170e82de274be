import { _t } from "@web/core/l10n/translation";
import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
import { ReportAction } from "@web/webclient/actions/reports/report_action";
import { askReason } from "./reason_dialog";

const LOG = "grid.access.log";

/**
 * Exports of masked values state a reason.
 *
 * All exports of lists, by the dialog or at once, end in one download; the server
 * says whether it needs a reason and refuses it without.
 */
export const accessReasonService = {
    dependencies: ["dialog", "orm"],
    start(env, { dialog, orm }) {
        patch(download, {
            async _download(options) {
                if (!/^\/web\/export\/(csv|xlsx)$/.test(options.url || "")) {
                    return super._download(options);
                }
                const data = JSON.parse(options.data.data);
                const paths = data.fields.map((field) => field.name);
                const needed = await orm.call(LOG, "export_needs_reason", [
                    data.model,
                    paths,
                ]);
                if (!needed) {
                    return super._download(options);
                }
                const reason = await askReason(dialog, _t("Export of personal data"));
                if (reason === null) {
                    return;
                }
                data.context = { ...data.context, access_reason: reason };
                return super._download({
                    ...options,
                    data: { ...options.data, data: JSON.stringify(data) },
                });
            },
        });
    },
};

registry.category("services").add("grid_access_reason", accessReasonService);

/**
 * Prints of records with masked values state a reason, too.
 *
 * @returns {Promise<boolean>} true when nothing is left to do for other handlers
 */
async function printReason(action, options, env) {
    if (!action.report_type?.startsWith("qweb-") || action.context?.access_reason) {
        return false;
    }
    const { dialog, orm } = env.services;
    if (!(await orm.call(LOG, "print_needs_reason", [action.report_name]))) {
        return false;
    }
    const reason = await askReason(dialog, _t("Print of personal data"));
    if (reason === null) {
        return true;
    }
    action.context = { ...action.context, access_reason: reason };
    return false;
}

/** The preview takes only the user's context along: its address gets the reason. */
patch(ReportAction.prototype, {
    setup() {
        super.setup();
        const reason = this.props.context?.access_reason;
        if (reason && this.reportUrl) {
            const url = new URL(this.reportUrl, window.location.origin);
            const context = JSON.parse(url.searchParams.get("context") || "{}");
            context.access_reason = reason;
            url.searchParams.set("context", JSON.stringify(context));
            this.reportUrl = url.pathname + url.search;
        }
    },
});

registry
    .category("ir.actions.report handlers")
    .add("grid_access_reason", printReason, { sequence: 1 });
