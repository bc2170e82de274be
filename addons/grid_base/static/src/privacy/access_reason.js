import { _t } from "@web/core/l10n/translation";
import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
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

/** Prints of records with masked values state a reason, too. */
async function printReason(action, options, env) {
    if (!action.report_type?.startsWith("qweb-")) {
        return false;
    }
    const { orm, dialog } = env.services;
    if (!(await orm.call(LOG, "print_needs_reason", [action.report_name]))) {
        return false;
    }
    const reason = await askReason(dialog, _t("Print of personal data"));
    if (reason === null) {
        return true; // nothing is left to do for the other handlers
    }
    action.context = { ...action.context, access_reason: reason };
    return false;
}

registry
    .category("ir.actions.report handlers")
    .add("grid_access_reason", printReason, { sequence: 1 });
