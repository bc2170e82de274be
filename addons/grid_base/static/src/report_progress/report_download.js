import { registry } from "@web/core/registry";

// report_xlsx forgets to say that it has handled a report whose dialog it closes, and
// the web client then complains that nobody can.
const handlers = registry.category("ir.actions.report handlers");
const handler = handlers.get("xlsx_handler");

handlers.add(
    "xlsx_handler",
    async (...args) => (await handler(...args)) !== false,
    { force: true }
);
