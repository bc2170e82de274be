import { registry } from "@web/core/registry";

/** The mediator's side: joins the call of the room in which the session meets now. */
async function joinRoom(env, action) {
    const store = env.services["mail.store"];
    const rtc = env.services["discuss.rtc"];
    const id = action.params.channel_id;
    const thread = await store.Thread.getOrFetch({ model: "discuss.channel", id }, [
        "display_name",
    ]);
    if (thread) {
        // rooms made a moment ago are not heard yet
        env.services.bus_service.forceUpdateChannels();
        if (!thread.eq(rtc.state.channel) || !rtc.selfSession) {
            if (rtc.state.channel) {
                rtc.endCall(rtc.state.channel);
            }
            await rtc.askForBrowserPermission({ audio: true, video: true });
            await rtc.toggleCall(thread, { camera: true });
        }
        thread.open({ focus: true });
    }
    return { type: "ir.actions.client", tag: "soft_reload" };
}

registry.category("actions").add("grid_mediation.join_room", joinRoom);
