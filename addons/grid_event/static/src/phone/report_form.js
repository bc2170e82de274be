import { _t } from "@web/core/l10n/translation";
import { formatDateTime } from "@web/core/l10n/dates";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { browser } from "@web/core/browser/browser";
import { isMobileOS } from "@web/core/browser/feature_detection";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, onMounted } from "@odoo/owl";
import { dropDraft, isWorthKeeping, keepDraft, readDraft, restoreDraft } from "./report_draft";

/**
 * The screen on which an event is reported: what is written there survives a lost
 * connection and a closed browser.
 */
export class ReportController extends FormController {
    setup() {
        super.setup();
        this.notification = useService("notification");
        this.keeps = false;
        onMounted(() => this.offerDraft());
    }

    get modelParams() {
        const params = super.modelParams;
        // told of changes in the lines, too: it is the report that is kept
        params.hooks.onRecordChanged = () => {
            const { root } = this.model;
            if (this.keeps && root.isNew && isWorthKeeping(root)) {
                keepDraft(root);
            }
        };
        return params;
    }

    /** A form that was only opened leaves no draft behind. */
    get isUntouched() {
        return this.model.root.isNew && !isWorthKeeping(this.model.root);
    }

    beforeVisibilityChange() {
        return this.isUntouched ? undefined : super.beforeVisibilityChange();
    }

    async beforeLeave(options) {
        return this.isUntouched ? undefined : super.beforeLeave(options);
    }

    async beforeUnload(ev) {
        return this.isUntouched ? undefined : super.beforeUnload(ev);
    }

    async onRecordSaved(record, changes) {
        await super.onRecordSaved(record, changes);
        dropDraft();
    }

    onWillLoadRoot(config) {
        super.onWillLoadRoot(config);
        if (this.env.isSmall || isMobileOS()) {
            config.context = { ...config.context, grid_event_phone: true };
        }
    }

    displayName() {
        return this.model.root.isNew ? _t("Report an Event") : super.displayName();
    }

    async offerDraft() {
        const draft = this.model.root.isNew && readDraft();
        const saved = draft && (await this.savedDraft(draft));
        if (!draft || (saved && saved.state !== "draft")) {
            dropDraft();
            this.keeps = true;
            return;
        }
        this.dialogService.add(ConfirmationDialog, {
            title: _t("Unsent Report"),
            body: _t(
                "A report of %s was not sent. Do you want to continue with it?",
                formatDateTime(draft.time)
            ),
            confirmLabel: _t("Continue"),
            confirm: () => (saved ? this.openSaved(saved) : this.continueDraft(draft)),
            cancelLabel: _t("Start Anew"),
            cancel: () => {
                dropDraft();
                this.keeps = true;
            },
            dismiss: () => {},
        });
    }

    /** What reached the server before the page was closed, if anything did. */
    async savedDraft(draft) {
        const key = draft.values.report_key;
        const domain = [
            ["report_key", "=", key],
            ["reporter_id", "=", user.userId],
        ];
        const [saved] = key
            ? await this.orm.searchRead("grid.event", domain, ["state"], { limit: 1 })
            : [];
        return saved;
    }

    async openSaved(saved) {
        await this.model.load({ resId: saved.id });
        dropDraft();
    }

    async continueDraft(draft) {
        const { missing } = await restoreDraft(this.model.root, draft, this.orm);
        this.keeps = true;
        if (missing) {
            this.notification.add(
                _t("%s photographs or files were not kept: please attach them again.", missing),
                { type: "warning" }
            );
        }
    }
}

registry.category("views").add("grid_event_report", {
    ...formView,
    Controller: ReportController,
});

/**
 * Opens and closes the part of the form that asks what was done on the spot.
 */
export class SolveButton extends Component {
    static template = "grid_event.SolveButton";
    static props = { ...standardWidgetProps };

    get isOpen() {
        const { solving, spot_result } = this.props.record.data;
        return solving || Boolean(spot_result);
    }

    async onClick() {
        const { record } = this.props;
        if (this.isOpen) {
            await record.update({ solving: false, spot_result: false });
            return;
        }
        await record.update({ solving: true });
        // once it is drawn
        await new Promise((resolve) => browser.setTimeout(resolve));
        const input = document.querySelector(".o_grid_report_form [name=spot_result] textarea");
        input?.scrollIntoView({ block: "center" });
        input?.focus();
    }
}

registry.category("view_widgets").add("grid_solve", {
    component: SolveButton,
    fieldDependencies: [
        { name: "solving", type: "boolean" },
        { name: "spot_result", type: "text" },
    ],
});
