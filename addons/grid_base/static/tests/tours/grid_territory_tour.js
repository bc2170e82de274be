import { registry } from "@web/core/registry";

/** Choose a record by its name in a many2one field. */
function choose(field, name) {
    return [
        { trigger: `${field} input`, run: `edit ${name}` },
        {
            trigger: `.o-autocomplete--dropdown-item:contains(${name})`,
            run: "click",
        },
    ];
}

const LINE = ".o_field_widget[name=posting_ids] .o_selected_row";

registry.category("web_tour.tours").add("grid_base.role_and_posting", {
    steps: () => [
        {
            content: "open a role",
            trigger: ".o_data_cell[name=name]:contains(Patrol Inspector)",
            run: "click",
        },
        {
            content: "the rights it grants are ticked",
            trigger:
                ".o_field_widget[name=group_ids] .form-check:contains(Grid Worker) input:checked",
        },
        {
            content: "who holds it",
            trigger: "button[name]:contains(Held By)",
            run: "click",
        },
        {
            trigger: ".o_data_cell[name=staff_id]:contains(Tour Patrol)",
            run: "click",
        },
        {
            content: "from the posting to the person",
            trigger: ".o_field_widget[name=staff_id]",
            run: "hover && click .o_field_widget[name=staff_id] .o_external_button",
        },
        {
            trigger: ".o_field_widget[name=posting_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        ...choose(`${LINE} .o_field_widget[name=grid_id]`, "Tour Community"),
        ...choose(`${LINE} .o_field_widget[name=role_id]`, "Patrol Inspector"),
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: ".nav-link:contains(Effective Rights)", run: "click" },
        {
            content: "the posting gives the right there",
            trigger:
                ".o_field_widget[name=right_ids] .o_data_row:contains(Tour Community):contains(Grid Worker)",
        },
    ],
});

registry.category("web_tour.tours").add("grid_base.transfer", {
    steps: () => [
        { trigger: "button[name=action_transfer]", run: "click" },
        {
            content: "what ends is shown",
            trigger: ".modal .o_field_widget[name=posting_ids]:contains(Tour Town)",
        },
        ...choose(".modal .o_field_widget[name=grid_id]", "Tour Community"),
        ...choose(".modal .o_field_widget[name=role_id]", "Patrol Inspector"),
        { trigger: ".modal button[name=action_transfer]", run: "click" },
        {
            trigger:
                "body:not(:has(.modal)) .o_data_row:contains(Tour Community):contains(Current)",
        },
        { trigger: ".o_data_row:contains(Tour Town):contains(Ended)" },
    ],
});

registry.category("web_tour.tours").add("grid_base.logins", {
    steps: () => [
        { trigger: "button[name=action_create_logins]", run: "click" },
        {
            trigger: ".modal button[name=action_start]",
            run: "click",
        },
        {
            content: "the password is shown",
            trigger: ".o_grid_logins td:contains(tour-77)",
        },
        { trigger: ".modal footer button:contains(Download):enabled", run: "click" },
        { trigger: ".modal footer button:contains(Close)", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
