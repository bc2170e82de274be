import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";
import { TextField, textField } from "@web/views/fields/text/text_field";

const SIZE = 320;

/**
 * The rings of a GeoJSON polygon or multipolygon; none if the text is not one.
 */
function ringsOf(text) {
    let geometry;
    try {
        geometry = JSON.parse(text);
    } catch {
        return [];
    }
    if (geometry?.type === "Polygon") {
        return geometry.coordinates;
    }
    return geometry?.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
}

/**
 * A boundary: its outline drawn in proportion, and the GeoJSON below it.
 *
 * No map tiles are fetched, so it works on a closed network.
 */
export class BoundaryField extends TextField {
    static template = "grid_base.BoundaryField";

    get size() {
        return SIZE;
    }

    get rings() {
        const value = this.props.record.data[this.props.name];
        return value ? ringsOf(value) : [];
    }

    /** The outline as an SVG path; longitudes shrink with the cosine of latitude. */
    get path() {
        const points = this.rings.flat();
        if (!points.length) {
            return "";
        }
        const lons = points.map((point) => point[0]);
        const lats = points.map((point) => point[1]);
        const west = Math.min(...lons);
        const north = Math.max(...lats);
        const south = Math.min(...lats);
        const shrink = Math.cos((((north + south) / 2) * Math.PI) / 180);
        const width = (Math.max(...lons) - west) * shrink;
        const scale = (SIZE - 8) / (Math.max(width, north - south) || 1);
        const place = ([lon, lat]) =>
            `${(4 + (lon - west) * shrink * scale).toFixed(1)} ` +
            `${(4 + (north - lat) * scale).toFixed(1)}`;
        return this.rings.map((ring) => `M${ring.map(place).join("L")}Z`).join("");
    }
}

registry.category("fields").add("grid_boundary", {
    ...textField,
    component: BoundaryField,
    displayName: _t("Boundary"),
    supportedTypes: ["text"],
});
