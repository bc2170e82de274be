import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, onMounted, useState } from "@odoo/owl";

const TIMEOUT = 15000;

/**
 * Takes the position from the phone: by itself on a new record, on a tap later.
 *
 * Works on the fields latitude, longitude and accuracy of the record. A phone that
 * refuses or cannot tell never hinders saving: the reason is shown, the tap repeats it.
 */
export class PositionButton extends Component {
    static template = "grid_base.PositionButton";
    static props = { ...standardWidgetProps };

    setup() {
        this.notification = useService("notification");
        this.state = useState({ busy: false });
        onMounted(() => {
            if (this.props.record.isNew && !this.hasPosition) {
                this.locate({ silent: true });
            }
        });
    }

    get hasPosition() {
        const { latitude, longitude } = this.props.record.data;
        return Boolean(latitude || longitude);
    }

    get text() {
        const { latitude, longitude, accuracy } = this.props.record.data;
        if (!this.hasPosition) {
            return _t("No position yet");
        }
        const place = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
        return accuracy ? _t("%(place)s (±%(metres)s m)", { place, metres: Math.round(accuracy) }) : place;
    }

    locate({ silent = false } = {}) {
        if (!navigator.geolocation) {
            this.tell(_t("This device cannot tell its position."), silent);
            return;
        }
        this.state.busy = true;
        navigator.geolocation.getCurrentPosition(
            ({ coords }) => this.take(coords),
            (error) => this.fail(error, silent),
            { enableHighAccuracy: true, timeout: TIMEOUT, maximumAge: 30000 }
        );
    }

    async take(coords) {
        await this.props.record.update({
            latitude: coords.latitude,
            longitude: coords.longitude,
            accuracy: coords.accuracy,
        });
        this.state.busy = false;
    }

    fail(error, silent) {
        this.state.busy = false;
        const refused = error.code === error.PERMISSION_DENIED;
        this.tell(
            refused
                ? _t("The browser may not use your position. Allow it in its settings.")
                : _t("The position could not be found. Try again in the open."),
            silent
        );
    }

    tell(message, silent) {
        if (!silent) {
            this.notification.add(message, { type: "warning" });
        }
    }
}

registry.category("view_widgets").add("grid_position", {
    component: PositionButton,
    fieldDependencies: [
        { name: "latitude", type: "float" },
        { name: "longitude", type: "float" },
        { name: "accuracy", type: "float" },
    ],
});
