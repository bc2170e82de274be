import { registry } from "@web/core/registry";

const PHONE = ".o_field_widget[name=phone]";

registry.category("web_tour.tours").add("grid_base.masked_reveal", {
    steps: () => [
        {
            content: "the form shows the mask and lets nobody edit it",
            trigger: `${PHONE}:contains(138****5678):not(:has(input))`,
        },
        {
            content: "reveal the phone",
            trigger: `${PHONE} .o_grid_reveal`,
            run: "click",
        },
        {
            content: "nothing happens without a reason",
            trigger: ".modal footer .btn-primary:disabled",
        },
        {
            trigger: ".modal #o_grid_reveal_reason",
            run: "edit Called about the flood shelter",
        },
        { trigger: ".modal footer .btn-primary:contains(Reveal)", run: "click" },
        { trigger: ".modal p:contains(13812345678)" },
        { trigger: ".modal footer .btn-primary:contains(Correct)", run: "click" },
        { trigger: ".modal #o_grid_reveal_value", run: "edit 13987654321" },
        { trigger: ".modal footer .btn-primary:contains(Save)", run: "click" },
        {
            content: "the form shows the mask of the corrected value",
            trigger: `body:not(:has(.modal)) ${PHONE}:contains(139****4321)`,
        },
        {
            content: "an empty value is entered at once",
            trigger: ".o_field_widget[name=account] input",
            run: "edit 6222009999998888",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_field_widget[name=account]:contains(6222********8888)" },
    ],
});
