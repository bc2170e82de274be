/** A photograph as large as a phone takes it, drawn on the spot. */
async function photograph(name) {
    const canvas = document.createElement("canvas");
    canvas.width = 2400;
    canvas.height = 1800;
    const context = canvas.getContext("2d");
    context.fillStyle = "#3a7";
    context.fillRect(0, 0, 2400, 1800);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg"));
    return new File([blob], name, { type: "image/jpeg" });
}

/** Put a photograph into a file input, as the camera does. */
export function takePhotograph(field, name) {
    return [
        {
            content: `a photograph is taken: ${name}`,
            trigger: `${field} .o_grid_media:has(.o_grid_media_camera)`,
            async run() {
                const input = this.anchor.querySelector(".o_grid_media_camera");
                const transfer = new DataTransfer();
                transfer.items.add(await photograph(name));
                input.files = transfer.files;
                input.dispatchEvent(new Event("change"));
            },
        },
        {
            content: "it is uploaded and shown small",
            trigger: `${field} .o_grid_media_tile[data-kind=photo] img`,
        },
    ];
}

/** Stand at a place, as the phone tells it. */
export function standAt(latitude, longitude) {
    return {
        content: "the phone knows where it is",
        trigger: ".o_widget_grid_position button",
        run(helpers) {
            navigator.geolocation.getCurrentPosition = (success) =>
                success({ coords: { latitude, longitude, accuracy: 8 } });
            return helpers.click();
        },
    };
}

/** Stand where no satellite is seen. */
export function standAnywhere() {
    navigator.geolocation.getCurrentPosition = (success, failure) =>
        failure({ code: 2, PERMISSION_DENIED: 1 });
}

/** Choose a record by its name in a many2one field. */
export function choose(field, name) {
    return [
        { trigger: `${field} input`, run: `edit ${name}` },
        { trigger: `.o-autocomplete--dropdown-item:contains(${name})`, run: "click" },
    ];
}
