import { registry } from "@web/core/registry";
import { takePhotograph } from "./tour_utils";

const tours = registry.category("web_tour.tours");
const ROW = ".o_data_row:contains(Tour Fire)";
const ANY_STEP = ".o_form_view button[name=action_order_step]";
const LINES = ".modal .o_field_widget[name=line_ids]";
const LINE = (name) => `${LINES} .o_data_row:contains(${name})`;

/** The button of an order's step in the form of the event, by its key. */
function orderStep(key) {
    return `.o_form_view button[name=action_order_step][data-hotkey=${key}]`;
}

/** What a department or a person answers. */
function answer(text) {
    return [
        {
            trigger: ".modal .o_field_widget[name=result] textarea",
            run: `edit ${text}`,
        },
        { trigger: ".modal button[name=action_confirm]:visible", run: "click" },
        { content: "the order is done", trigger: `body:not(:has(.modal)):not(:has(${ANY_STEP}))` },
    ];
}

/** Choose who gets an order, as main handler or to assist. */
function order(name, position) {
    return [
        {
            trigger: `${LINE(name)} [name=kind] button:nth-child(${position})`,
            run: "click",
        },
        { trigger: `${LINE(name)} [name=kind] button:nth-child(${position})[aria-pressed=true]` },
    ];
}

tours.add("grid_event.accept_and_dispatch", {
    steps: () => [
        {
            content: "accept",
            trigger: `${ROW} button.btn-primary[name=action_desk_step]`,
            run: "click",
        },
        { trigger: `${ROW} button[name=action_dispatch]`, run: "click" },
        {
            content: "the proposal is not taken up",
            trigger: `${LINES} button[aria-pressed=true]`,
            run: "click",
        },
        { trigger: `${LINES}:not(:has(button[aria-pressed=true]))` },
        ...order("Tour Police", 1),
        ...order("Tour Works", 2),
        {
            trigger: ".modal .o_field_widget[name=instruction] textarea",
            run: "edit Look at once",
        },
        { trigger: ".modal footer button[name=action_send]", run: "click" },
        { content: "it waits for others", trigger: `body:not(:has(.modal)):not(:has(${ROW}))` },
    ],
});

tours.add("grid_event.return", {
    steps: () => [
        { trigger: `${ROW} td[name=title]`, run: "click" },
        {
            content: "whatever the list offers, the form has it, too",
            trigger: orderStep("e"),
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=return_id] input:first",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit Not our road",
        },
        { trigger: ".modal footer button[name=action_confirm]:visible", run: "click" },
        {
            content: "back in the list, which is empty",
            trigger: "body:not(:has(.modal)) .o_view_nocontent",
        },
    ],
});

tours.add("grid_event.add_orders", {
    steps: () => [
        { trigger: `${ROW} button[name=action_dispatch]`, run: "click" },
        ...order("Tour Grid", 2),
        { trigger: ".modal footer button[name=action_send]", run: "click" },
        { content: "it waits for others", trigger: `body:not(:has(.modal)):not(:has(${ROW}))` },
    ],
});

tours.add("grid_event.answer", {
    steps: () => [
        { trigger: `${ROW} td[name=title]`, run: "click" },
        { content: "take the order", trigger: orderStep("q"), run: "click" },
        { content: "and answer it", trigger: orderStep("w"), run: "click" },
        ...answer("Done on the spot"),
    ],
});

tours.add("grid_event.answer_on_the_phone", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains(Tour Fire)",
            run: "click",
        },
        { content: "take the order", trigger: orderStep("q"), run: "click" },
        { content: "and answer it", trigger: orderStep("w"), run: "click" },
        ...takePhotograph(".modal [name=photo_ids]", "after.jpg"),
        ...answer("Helped to clear the road"),
    ],
});

tours.add("grid_event.verify_and_rate", {
    steps: () => [
        { trigger: `${ROW} button.btn-primary[name=action_desk_step]`, run: "click" },
        {
            content: "verified: a rating is asked for",
            trigger: `${ROW}:not(:has(button.btn-secondary)) button[name=action_desk_step]`,
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=rating_id] input:first",
            run: "click",
        },
        { trigger: ".modal footer button[name=action_confirm]", run: "click" },
        { content: "archived", trigger: `body:not(:has(.modal)):not(:has(${ROW}))` },
    ],
});
