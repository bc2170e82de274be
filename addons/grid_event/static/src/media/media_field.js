import { _t } from "@web/core/l10n/translation";
import { formatDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { useFileViewer } from "@web/core/file_viewer/file_viewer_hook";
import { FileModel } from "@web/core/file_viewer/file_model";
import { isMobileOS } from "@web/core/browser/feature_detection";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { url } from "@web/core/utils/urls";
import { user } from "@web/core/user";
import { x2ManyCommands } from "@web/core/orm_service";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component, onWillDestroy, useExternalListener, useRef, useState } from "@odoo/owl";
import { shrink, upload } from "./media_upload";

const { DateTime } = luxon;
const ICONS = { photo: "fa-picture-o", voice: "fa-microphone", video: "fa-film", file: "fa-file-text-o" };
let lastKey = 0;

class MediaFile extends FileModel {
    get urlRoute() {
        return this.route;
    }
}

/**
 * Photographs, recordings and files of an event, by phase.
 *
 * A file leaves the phone as soon as it is chosen, made small before. On a saved event
 * it is added at once; on a new one, and in a dialog, with the rest of the form.
 */
export class MediaField extends Component {
    static template = "grid_event.MediaField";
    static props = {
        ...standardFieldProps,
        phase: { type: String, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.viewer = useFileViewer();
        this.cameraRef = useRef("camera");
        this.filesRef = useRef("files");
        this.state = useState({ uploads: [] });
        this.isMobile = isMobileOS();
        this.previews = new Map();
        // what could not be sent without a network is sent when it is back
        useExternalListener(window, "online", () => this.retryAll());
        onWillDestroy(() => {
            for (const preview of this.previews.values()) {
                URL.revokeObjectURL(preview);
            }
        });
    }

    // -- what is shown -----------------------------------------------------------

    get list() {
        return this.props.record.data[this.props.name];
    }

    /** The phases that hold something, in their order, with their files. */
    get groups() {
        const phases = { 1: _t("Before"), 2: _t("During"), 3: _t("After") };
        const groups = Object.entries(phases).map(([phase, label]) => ({
            phase,
            label,
            files: this.list.records.filter((record) => record.data.phase === phase),
            uploads: this.state.uploads.filter((item) => item.phase === phase),
        }));
        return groups.filter((group) => group.files.length || group.uploads.length);
    }

    /** Phases are named where there is something to tell apart. */
    get namesPhases() {
        return this.groups.length > 1 || this.groups.some((group) => group.phase !== "1");
    }

    kind(record) {
        return record.data.kind;
    }

    icon(record) {
        return ICONS[this.kind(record)] || ICONS.file;
    }

    route(record, thumbnail = false) {
        const { upload: uploadId } = record.data;
        if (!record.resId) {
            return url(thumbnail ? `/web/image/${uploadId}/256x256` : `/web/content/${uploadId}`);
        }
        const model = "grid.event.media";
        return thumbnail
            ? url(`/web/image/${model}/${record.resId}/file/256x256`)
            : url(`/web/content/${model}/${record.resId}/file`);
    }

    thumbnail(record) {
        return this.previews.get(record.data.upload) || this.route(record, true);
    }

    hint(record) {
        const { name, taken_at: time } = record.data;
        return time ? `${name} · ${formatDateTime(time)}` : name;
    }

    mayRemove(record) {
        const taker = record.data.taken_by_id;
        return !this.props.readonly && (!record.resId || !taker || taker.id === user.userId);
    }

    open(record) {
        const files = this.list.records.map((item) =>
            Object.assign(new MediaFile(), {
                id: item.id,
                name: item.data.name,
                mimetype: item.data.mimetype,
                route: this.route(item),
            })
        );
        const file = files.find((item) => item.id === record.id);
        if (file.isViewable) {
            this.viewer.open(file, files);
        } else {
            window.open(this.route(record), "_blank");
        }
    }

    // -- what comes in -----------------------------------------------------------

    /** Before, during or after: by the state of the event unless the view says so. */
    get phase() {
        if (this.props.phase) {
            return this.props.phase;
        }
        const state = this.props.record.resModel === "grid.event" && this.props.record.data.state;
        if (["dispatched", "in_progress"].includes(state)) {
            return "2";
        }
        return ["to_verify", "to_rate", "archived"].includes(state) ? "3" : "1";
    }

    onChosen(ev, here) {
        const files = [...ev.target.files];
        // the same photograph may be chosen again
        ev.target.value = "";
        for (const file of files) {
            const item = {
                key: ++lastKey,
                file,
                here,
                phase: this.phase,
                name: file.name,
                share: 0,
                error: "",
                final: false,
                busy: false,
            };
            this.state.uploads.push(item);
            this.send(this.state.uploads.at(-1));
        }
    }

    async send(item) {
        Object.assign(item, { busy: true, error: "", share: 0 });
        try {
            item.small ||= await shrink(item.file);
            const done = await upload(item.small, (share) => (item.share = share));
            await this.add(done, item);
            this.dismiss(item);
        } catch (error) {
            item.error = error.message || _t("The file could not be sent.");
            item.final = Boolean(error.final);
        } finally {
            item.busy = false;
        }
    }

    retryAll() {
        for (const item of this.state.uploads) {
            if (item.error && !item.final && !item.busy) {
                this.send(item);
            }
        }
    }

    dismiss(item) {
        this.state.uploads = this.state.uploads.filter((other) => other.key !== item.key);
    }

    /** Time and place of a photograph that was taken just now. */
    facts(item) {
        const time = DateTime.fromMillis(item.file.lastModified || Date.now());
        const facts = { taken_at: serializeDateTime(DateTime.min(time, DateTime.now())) };
        const { latitude, longitude } = this.props.record.data;
        if (item.here && (latitude || longitude)) {
            Object.assign(facts, { latitude, longitude });
        }
        return facts;
    }

    async add({ id, name, mimetype, kind }, item) {
        const { record } = this.props;
        const values = { name, phase: item.phase, upload: id, ...this.facts(item) };
        this.previews.set(id, URL.createObjectURL(item.small));
        if (record.resModel === "grid.event" && record.resId) {
            await this.addNow(values);
            return;
        }
        await this.list.applyCommands([
            x2ManyCommands.create(false, { ...values, mimetype, kind }),
        ]);
    }

    /** Who may add a photograph to an event need not be allowed to write the event. */
    async addNow(values) {
        const { record } = this.props;
        await this.orm.create("grid.event.media", [{ ...values, event_id: record.resId }]);
        await this.refresh();
    }

    async remove(record) {
        if (record.resId && this.props.record.resModel === "grid.event") {
            await this.orm.unlink("grid.event.media", [record.resId]);
            await this.refresh();
        } else {
            await this.list.delete(record);
        }
    }

    async refresh() {
        const { record } = this.props;
        if (await record.isDirty()) {
            await record.save({ reload: true });
        } else {
            await record.load();
        }
    }
}

export const mediaField = {
    component: MediaField,
    displayName: _t("Photographs and Files"),
    supportedTypes: ["one2many", "many2many"],
    supportedOptions: [{ label: _t("Phase of new files"), name: "phase", type: "string" }],
    isEmpty: () => false,
    relatedFields: [
        { name: "name", type: "char", readonly: false },
        { name: "phase", type: "selection", selection: [], readonly: false },
        { name: "upload", type: "integer", readonly: false },
        { name: "taken_at", type: "datetime", readonly: false },
        { name: "latitude", type: "float", readonly: false },
        { name: "longitude", type: "float", readonly: false },
        { name: "mimetype", type: "char" },
        { name: "kind", type: "selection", selection: [] },
        { name: "taken_by_id", type: "many2one", relation: "res.users" },
    ],
    extractProps: ({ options }) => ({ phase: options.phase && String(options.phase) }),
};

registry.category("fields").add("grid_media", mediaField);

/**
 * The same for attachments that somebody is about to hand over.
 */
export class PhotosField extends MediaField {
    get groups() {
        const uploads = this.state.uploads;
        const files = this.list.records;
        return files.length || uploads.length ? [{ phase: "1", label: "", files, uploads }] : [];
    }

    get phase() {
        return "1";
    }

    kind(record) {
        const kinds = { image: "photo", audio: "voice", video: "video" };
        return kinds[(record.data.mimetype || "").split("/")[0]] || "file";
    }

    route(record, thumbnail = false) {
        const { resId } = record;
        return url(thumbnail ? `/web/image/${resId}/256x256` : `/web/content/${resId}`);
    }

    mayRemove() {
        return !this.props.readonly;
    }

    async add({ id }) {
        await this.list.addAndRemove({ add: [id] });
    }

    async remove(record) {
        await this.list.forget(record);
    }
}

registry.category("fields").add("grid_photos", {
    ...mediaField,
    component: PhotosField,
    displayName: _t("Photographs to Hand Over"),
    supportedTypes: ["many2many"],
    relatedFields: [
        { name: "name", type: "char" },
        { name: "mimetype", type: "char" },
    ],
});
