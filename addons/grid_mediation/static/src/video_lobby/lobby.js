// A plain page: it asks every other second where to be, and goes there.
(function () {
    async function where() {
        const answer = await fetch("/mediation/where", {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ jsonrpc: "2.0", method: "call", params: {} }),
        });
        return (await answer.json()).result;
    }

    async function look() {
        try {
            const place = await where();
            if (place && !place.seat) {
                window.location.reload();
                return;
            }
            if (place && place.room) {
                window.location.replace("/mediation/room");
                return;
            }
        } catch {
            // the network is away: ask again
        }
        window.setTimeout(look, 2000);
    }

    document.getElementById("grid_media").addEventListener("click", async () => {
        let works = true;
        try {
            const media = await navigator.mediaDevices.getUserMedia({
                audio: true,
                video: true,
            });
            media.getTracks().forEach((track) => track.stop());
        } catch {
            works = false;
        }
        document.getElementById("grid_media_ok").classList.toggle("d-none", !works);
        document.getElementById("grid_media_bad").classList.toggle("d-none", works);
    });
    look();
})();
