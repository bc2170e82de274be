import { _t } from "@web/core/l10n/translation";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { CharField, charField } from "@web/views/fields/char/char_field";
import { Component } from "@odoo/owl";

/**
 * The code of a door plate, typed or scanned by the camera.
 */
export class PlateField extends Component {
    static template = "grid_event.PlateField";
    static components = { CharField };
    static props = CharField.props;
    static defaultProps = CharField.defaultProps;

    setup() {
        this.notification = useService("notification");
        this.canScan = isBarcodeScannerSupported();
    }

    async onScan() {
        let code;
        try {
            code = await scanBarcode(this.env);
        } catch (error) {
            this.notification.add(error.message, { type: "warning" });
            return;
        }
        await this.props.record.update({ [this.props.name]: code });
    }
}

registry.category("fields").add("grid_plate", {
    ...charField,
    component: PlateField,
    displayName: _t("Door Plate"),
    supportedTypes: ["char"],
});
