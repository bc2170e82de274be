import { onMounted } from "@odoo/owl";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { hasTouch } from "@web/core/browser/feature_detection";
import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

/**
 * A dialog that opens ready to be sent: Enter sends what is proposed, and
 * Control+Enter sends from within any field.
 */
export class SendFormController extends FormController {
    setup() {
        super.setup();
        onMounted(() => {
            if (this.archInfo.disableAutofocus && !hasTouch()) {
                this.sendButton?.focus();
            }
        });
        useHotkey("control+enter", () => this.sendButton?.click(), {
            bypassEditableProtection: true,
        });
    }

    get sendButton() {
        const dialog = this.rootRef.el?.closest(".modal");
        return dialog?.querySelector(".modal-footer .btn-primary:not(.d-none)");
    }
}

registry.category("views").add("grid_event_send_form", {
    ...formView,
    Controller: SendFormController,
});
