import { deserializeDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { browser } from "@web/core/browser/browser";
import { session } from "@web/session";
import { user } from "@web/core/user";

const { DateTime } = luxon;

/** As long as the server keeps files that wait for their report. */
const DAYS = 3;

/**
 * What is kept of an unsent report. Contacts and informants are not: a phone is lost
 * more easily than a report.
 */
const KEPT = [
    "report_key",
    "category_id",
    "urgency_id",
    "house_id",
    "address",
    "latitude",
    "longitude",
    "accuracy",
    "description",
    "people_count",
    "spot_result",
];
const WORTH_KEEPING = ["category_id", "house_id", "address", "description", "spot_result"];
const MEDIA = ["name", "phase", "upload", "mimetype", "kind", "latitude", "longitude"];

function storageKey() {
    return `grid_event.report.${session.db}.${user.userId}`;
}

/** Whether somebody entered anything: a position alone comes by itself. */
export function isWorthKeeping({ data }) {
    return data.media_ids.records.length > 0 || WORTH_KEEPING.some((name) => data[name]);
}

/** Keep the unsent report on this device. */
export function keepDraft({ data }) {
    const media = data.media_ids.records.filter((item) => item.data.upload);
    const draft = {
        at: Date.now(),
        values: Object.fromEntries(
            KEPT.filter((name) => name in data).map((name) => [name, data[name]])
        ),
        happened_at: data.happened_at && serializeDateTime(data.happened_at),
        answers: data.answer_ids.records
            .filter((answer) => answer.data.value)
            .map((answer) => [answer.data.question_id.id, answer.data.value]),
        media: media.map((item) => ({
            ...Object.fromEntries(MEDIA.map((name) => [name, item.data[name]])),
            taken_at: item.data.taken_at && serializeDateTime(item.data.taken_at),
        })),
    };
    try {
        browser.localStorage.setItem(storageKey(), JSON.stringify(draft));
    } catch {
        // a full or closed storage must not hinder the report itself
    }
}

/** The report that was not sent, null if there is none. */
export function readDraft() {
    let draft;
    try {
        draft = JSON.parse(browser.localStorage.getItem(storageKey()));
    } catch {
        draft = null;
    }
    if (!draft || Date.now() - draft.at > DAYS * 24 * 3600 * 1000) {
        dropDraft();
        return null;
    }
    return { ...draft, time: DateTime.fromMillis(draft.at) };
}

export function dropDraft() {
    browser.localStorage.removeItem(storageKey());
}

/** Fill the form with what was kept; files that are gone on the server are left out. */
export async function restoreDraft(record, draft, orm) {
    const { happened_at } = draft;
    await record.update({
        ...draft.values,
        ...(happened_at && { happened_at: deserializeDateTime(happened_at) }),
    });
    // the questions came with the category
    const answers = new Map(draft.answers);
    for (const answer of record.data.answer_ids.records) {
        if (answers.has(answer.data.question_id.id)) {
            await answer.update({ value: answers.get(answer.data.question_id.id) });
        }
    }
    const uploads = draft.media.map((item) => item.upload);
    const alive = uploads.length
        ? await orm.search("ir.attachment", [["id", "in", uploads]])
        : [];
    const found = draft.media.filter((item) => alive.includes(item.upload));
    if (found.length) {
        await record.data.media_ids.applyCommands(found.map((item) => [0, false, item]));
    }
    return { missing: uploads.length - found.length };
}
