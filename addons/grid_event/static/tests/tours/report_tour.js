import { registry } from "@web/core/registry";
import { standAnywhere, standAt, takePhotograph } from "./tour_utils";

const FORM = ".o_grid_report_form";

registry.category("web_tour.tours").add("grid_event.report", {
    steps: () => [
        {
            content: "the big class",
            trigger: `${FORM} .o_grid_category_tile:contains(Tour Safety)`,
            run: "click",
        },
        {
            content: "the small class",
            trigger: `${FORM} .o_grid_category_tile:contains(Tour Fire)`,
            run: "click",
        },
        { content: "whom to call first", trigger: `${FORM} .o_grid_stopper:contains(119)` },
        ...takePhotograph(`${FORM} [name=media_ids]`, "fire.jpg"),
        standAt(40.05, 80.05),
        {
            content: "the grid is found by itself",
            trigger: `${FORM}:has(.o_widget_grid_position:contains(40.05)) .o_field_widget[name=grid_id] input:value(Tour Grid)`,
        },
        {
            trigger: `${FORM} .o_field_widget[name=description] textarea`,
            run: "edit Smoke from the second floor",
        },
        {
            trigger: `${FORM} .o_field_widget[name=address] input`,
            run: "edit Behind number 8",
        },
        {
            content: "a question of the category",
            trigger: `${FORM} .o_grid_answer:contains(Tour trapped) button:first`,
            run: "click",
        },
        {
            trigger: `${FORM} .o_grid_answer button.btn-primary`,
        },
        { trigger: `${FORM} button[name=action_report]`, run: "click" },
        {
            content: "reported, with its number and where it went",
            trigger: ".o_grid_reported_form .o_field_widget[name=holder_id]:contains(Tour Station)",
        },
        {
            trigger: ".o_grid_reported_form .btn-primary",
            run(helpers) {
                standAnywhere();
                return helpers.click();
            },
        },
        {
            content: "an empty form for the next one",
            trigger: `${FORM} .o_grid_category_tile:contains(Tour Safety)`,
        },
    ],
});

registry.category("web_tour.tours").add("grid_event.report_solved", {
    steps: () => [
        {
            trigger: `${FORM} .o_grid_category_tile:contains(Tour Safety)`,
            run: "click",
        },
        {
            trigger: `${FORM} .o_grid_category_tile:contains(Tour Escape)`,
            run: "click",
        },
        {
            trigger: `${FORM} .o_field_widget[name=description] textarea`,
            run: "edit Bicycles on the stairs",
        },
        {
            trigger: `${FORM} .o_field_widget[name=address] input`,
            run: "edit Stairs of number 8",
        },
        ...takePhotograph(`${FORM} [name=media_ids]`, "stairs.jpg"),
        {
            content: "the page is lost before anything is sent",
            trigger: `${FORM} button[name=action_report]`,
            run: () => window.location.reload(),
            expectUnloadPage: true,
        },
        {
            content: "what was written is offered again",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "what the closing page has saved is opened, however long that takes",
            trigger: `${FORM} .o_field_widget[name=description] textarea:value(Bicycles on the stairs)`,
            timeout: 30000,
        },
        {
            content: "the category and the photograph are there",
            trigger: `${FORM}:has(.o_grid_media_tile img) .o_grid_category_text:contains(Tour Escape)`,
        },
        { trigger: `${FORM} .o_grid_solve`, run: "click" },
        {
            trigger: `${FORM} .o_field_widget[name=spot_result] textarea`,
            run: "edit Moved by their owners",
        },
        { trigger: `${FORM} button[name=action_solve]`, run: "click" },
        { trigger: ".o_grid_reported_form h1:visible" },
    ],
});
