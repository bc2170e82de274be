import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component, onWillStart, useState } from "@odoo/owl";

/**
 * The category by tiles: the big class, then the small class.
 */
export class CategoryField extends Component {
    static template = "grid_event.CategoryField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ big: false, choosing: false });
        onWillStart(async () => {
            this.categories = await this.orm.searchRead(
                "grid.event.category",
                [],
                ["name", "parent_id", "icon"]
            );
        });
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get isChosen() {
        return Boolean(this.value) && !this.state.choosing;
    }

    get chosen() {
        return this.byId(this.value.id);
    }

    get chosenBig() {
        const { chosen } = this;
        return chosen && chosen.parent_id ? this.byId(chosen.parent_id[0]) : chosen;
    }

    /** In words: the big class, then the small one. */
    get chosenText() {
        const { chosen, chosenBig } = this;
        if (!chosen) {
            return this.value.display_name;
        }
        return chosen === chosenBig ? chosen.name : `${chosenBig.name} / ${chosen.name}`;
    }

    get heading() {
        return this.state.big ? this.state.big.name : _t("What is it about?");
    }

    get tiles() {
        const { big } = this.state;
        return this.categories.filter(({ parent_id }) =>
            big ? parent_id && parent_id[0] === big.id : !parent_id
        );
    }

    byId(id) {
        return this.categories.find((category) => category.id === id);
    }

    icon(category) {
        return (category && category.icon) || "fa-flag-o";
    }

    async onTile(category) {
        const below = this.categories.some(
            ({ parent_id }) => parent_id && parent_id[0] === category.id
        );
        if (below) {
            this.state.big = category;
            return;
        }
        await this.props.record.update({
            [this.props.name]: { id: category.id, display_name: category.name },
        });
        Object.assign(this.state, { big: false, choosing: false });
    }

    onChange() {
        this.state.choosing = true;
    }

    onBack() {
        if (this.state.big) {
            this.state.big = false;
        } else {
            this.state.choosing = false;
        }
    }
}

export const categoryField = {
    component: CategoryField,
    displayName: _t("Category Tiles"),
    supportedTypes: ["many2one"],
};

registry.category("fields").add("grid_category", categoryField);
