import { patch } from "@web/core/utils/patch";
import { SearchPanel } from "@web/search/search_panel/search_panel";

patch(SearchPanel.prototype, {
    // Whoever works in one town would otherwise open city, county and town by hand
    // in every list: open the tree as far as there is only one way down.
    expandValues() {
        super.expandValues();
        if (this.hasImportedState) {
            return;
        }
        for (const category of this.env.searchModel.getSections(
            (section) => section.type === "category"
        )) {
            const expanded = (this.state.expanded[category.id] ||= {});
            let ids = category.rootIds.filter((id) => id);
            while (ids.length === 1) {
                expanded[ids[0]] = true;
                ids = category.values.get(ids[0]).childrenIds;
            }
        }
    },
});
