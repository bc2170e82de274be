import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("grid_event.red_card", {
    steps: () => [
        {
            content: "the event in the list of all",
            trigger: ".o_data_row:contains(Tour Fire) td[name=title]",
            run: "click",
        },
        { trigger: "button[name=action_give_card]", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=card] input[data-value=red]",
            run: "click",
        },
        {
            content: "to whom it goes",
            trigger: ".modal .o_field_widget[name=task_ids] .o_data_row:contains(Tour Station)",
        },
        {
            trigger: ".modal .o_field_widget[name=remark] textarea",
            run: "edit Nobody has looked at it",
        },
        { trigger: ".modal footer button[name=action_confirm]", run: "click" },
        {
            content: "everybody who opens the event sees the card",
            trigger: "body:not(:has(.modal)) .alert-danger .fa-square",
        },
        {
            content: "and what was said",
            trigger: "button[name=action_open_supervision]",
            run: "click",
        },
        { trigger: ".o_view_controller :contains(Nobody has looked at it)" },
    ],
});
