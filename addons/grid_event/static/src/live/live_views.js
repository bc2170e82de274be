import { onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

export const CHANGED = "grid_event/changed";
// what happens at once, such as a dispatch to three desks, is one reload
const PAUSE = 800;
// what a reload would disturb is over soon
const RETRY = 2000;
const HINT = 4000;

/**
 * Reload the records of a view when the work list of one's desks has changed.
 *
 * Waits while a dialog is open or a row is being edited; what is selected and how
 * far one has scrolled stays as it was.
 */
export function useLiveReload(component) {
    const bus = useService("bus_service");
    const live = useState({ updated: false });
    let timer, hint;

    const plan = (delay) => {
        browser.clearTimeout(timer);
        timer = browser.setTimeout(reload, delay);
    };

    const isBusy = () =>
        document.body.classList.contains("modal-open") ||
        document.hidden ||
        Boolean(component.model.root.editedRecord);

    async function reload() {
        if (isBusy()) {
            return plan(RETRY);
        }
        const { root } = component.model;
        const selected = new Set((root.selection || []).map((record) => record.resId));
        const scrolling = component.rootRef.el?.querySelector(
            ".o_list_renderer, .o_kanban_renderer"
        );
        const top = scrolling?.scrollTop;
        await component.model.load();
        for (const record of component.model.root.records) {
            if (selected.has(record.resId)) {
                record.toggleSelection(true);
            }
        }
        if (scrolling) {
            scrolling.scrollTop = top;
        }
        live.updated = true;
        browser.clearTimeout(hint);
        hint = browser.setTimeout(() => (live.updated = false), HINT);
    }

    const onChanged = () => plan(PAUSE);
    bus.subscribe(CHANGED, onChanged);
    bus.start();
    onWillUnmount(() => {
        bus.unsubscribe(CHANGED, onChanged);
        browser.clearTimeout(timer);
        browser.clearTimeout(hint);
    });
    return live;
}

export class LiveListController extends ListController {
    static template = "grid_event.LiveListView";
    setup() {
        super.setup();
        this.live = useLiveReload(this);
    }
}

export class LiveKanbanController extends KanbanController {
    static template = "grid_event.LiveKanbanView";
    setup() {
        super.setup();
        this.live = useLiveReload(this);
    }
}

registry.category("views").add("grid_event_live_list", {
    ...listView,
    Controller: LiveListController,
});
registry.category("views").add("grid_event_live_kanban", {
    ...kanbanView,
    Controller: LiveKanbanController,
});
