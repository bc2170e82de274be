import { _t } from "@web/core/l10n/translation";

export const LONG_SIDE = 1920;
const QUALITY = 0.85;
const ROUTE = "/grid_event/media/upload";

/** The Exif segment of a JPEG with the orientation set upright, or null. */
async function exifOf(file) {
    const view = new DataView(await file.slice(0, 256 * 1024).arrayBuffer());
    if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) {
        return null;
    }
    let at = 2;
    while (at + 10 < view.byteLength && view.getUint8(at) === 0xff) {
        const marker = view.getUint16(at);
        const length = view.getUint16(at + 2) + 2;
        if (marker === 0xffda || at + length > view.byteLength) {
            return null;
        }
        if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) {
            const segment = view.buffer.slice(at, at + length);
            setUpright(new DataView(segment, 10));
            return segment;
        }
        at += length;
    }
    return null;
}

/** The browser has turned the picture already: say so in its Exif data. */
function setUpright(tiff) {
    try {
        const little = tiff.getUint16(0) === 0x4949;
        const ifd = tiff.getUint32(4, little);
        const count = tiff.getUint16(ifd, little);
        for (let i = 0; i < count; i++) {
            const entry = ifd + 2 + 12 * i;
            if (tiff.getUint16(entry, little) === 0x0112) {
                tiff.setUint16(entry + 8, 1, little);
            }
        }
    } catch (error) {
        if (!(error instanceof RangeError)) {
            throw error;
        }
        // a damaged directory: nobody will find the orientation in it either
    }
}

/**
 * A large photograph at a size that a mobile network carries quickly.
 *
 * Time and place stay with it. What is small already, moves, or cannot be drawn by
 * this browser is returned as it is.
 */
export async function shrink(file) {
    if (!/^image\/(jpeg|png|webp|bmp)$/.test(file.type)) {
        return file;
    }
    let bitmap;
    try {
        bitmap = await createImageBitmap(file);
    } catch {
        return file;
    }
    const scale = LONG_SIDE / Math.max(bitmap.width, bitmap.height);
    if (scale >= 1) {
        bitmap.close();
        return file;
    }
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const small = await new Promise((resolve) =>
        canvas.toBlob(resolve, "image/jpeg", QUALITY)
    );
    if (!small || small.size >= file.size) {
        return file;
    }
    const exif = await exifOf(file);
    const parts = exif ? [small.slice(0, 2), exif, small.slice(2)] : [small];
    const name = file.name.replace(/\.\w+$/, "") + ".jpg";
    return new File(parts, name, { type: "image/jpeg", lastModified: file.lastModified });
}

/** Why an upload failed: refused for good, or worth another try. */
export class UploadError extends Error {
    constructor(message, { final = false } = {}) {
        super(message);
        this.final = final;
    }
}

/**
 * Send one file.
 *
 * @param {File} file
 * @param {(share: number) => void} onProgress told the share that has left, 0 to 1
 * @returns {Promise<{id, name, mimetype, kind}>}
 */
export function upload(file, onProgress) {
    const form = new FormData();
    form.append("csrf_token", odoo.csrf_token);
    form.append("file", file, file.name);
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open("POST", ROUTE);
        request.upload.onprogress = (ev) => onProgress(ev.loaded / ev.total);
        request.onload = () => {
            if (request.status === 413) {
                reject(new UploadError(_t("This file is too large."), { final: true }));
                return;
            }
            let answer;
            try {
                answer = JSON.parse(request.response);
            } catch {
                reject(new UploadError(_t("The server did not take the file.")));
                return;
            }
            if (answer.error) {
                reject(new UploadError(answer.error, { final: true }));
            } else {
                resolve(answer);
            }
        };
        request.onerror = () => reject(new UploadError(_t("No connection.")));
        request.send(form);
    });
}
