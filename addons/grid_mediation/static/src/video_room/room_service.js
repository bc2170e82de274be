import { browser } from "@web/core/browser/browser";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

/**
 * On the page of a party: joins the call of its room, and leaves the page as soon as
 * the session meets elsewhere. A new page has no connections of the old room.
 */
export const roomService = {
    dependencies: ["mail.store", "discuss.rtc"],
    start(env, { "mail.store": store, "discuss.rtc": rtc }) {
        if (browser.location.pathname !== "/mediation/room") {
            return;
        }
        const move = async (thread) => {
            if (rtc.state.channel) {
                rtc.endCall(rtc.state.channel);
            }
            browser.location.replace("/mediation/room");
        };
        const look = async (thread) => {
            try {
                const place = await rpc("/mediation/where", {}, { silent: true });
                if (place.room !== thread.id) {
                    return move(thread);
                }
                if (!rtc.state.channel && !rtc.state.hasPendingRequest) {
                    await join(thread);
                }
            } catch {
                // the network is away: ask again
            }
            browser.setTimeout(() => look(thread), 2000);
        };
        const join = async (thread) => {
            await rtc.askForBrowserPermission({ audio: true, video: true });
            await rtc.toggleCall(thread, { camera: true });
        };
        const begin = async () => {
            const thread = store.discuss?.thread;
            if (!odoo.isReady || !thread) {
                browser.setTimeout(begin, 100);
                return;
            }
            store.is_welcome_page_displayed = false;
            look(thread);
        };
        begin();
    },
};

registry.category("services").add("grid_mediation.room", roomService);
