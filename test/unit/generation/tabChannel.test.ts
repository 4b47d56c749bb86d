import { describe, expect, it, onTestFinished, vi } from "vitest";
import { liveReporter } from "../../../plugin/generation/liveReporter";
import { createTabChannel, type TabChannel, type TabMessage } from "../../../plugin/generation/tabChannel";

let names = 0;

function openChannels(count: number): { channel: TabChannel; heard: TabMessage[] }[] {
    const name = `channel ${++names}`;
    return Array.from({ length: count }, () => {
        const channel = createTabChannel(name);
        const heard: TabMessage[] = [];
        channel.subscribe((message) => heard.push(message));
        onTestFinished(() => channel.close());
        return { channel, heard };
    });
}

describe("a message", () => {
    it("is heard here at once, and by every other tab", async () => {
        const [one, two, three] = openChannels(3);
        const message: TabMessage = { type: "records", ids: ["a", "b"] };
        one?.channel.post(message);
        expect(one?.heard).toEqual([message]);
        await expect.poll(() => [two?.heard, three?.heard]).toEqual([[message], [message]]);
        expect(one?.heard).toHaveLength(1);
    });

    it.each([
        ["text", "records"],
        ["nothing", null],
        ["of no kind", {}],
        ["of a kind of later versions", { type: "mood", mood: "good" }],
        ["without its ids", { type: "records" }],
        ["with ids that are none", { type: "records", ids: [1, 2] }],
        ["about progress that is none", { type: "live", id: "a", live: { stage: "dreaming" } }],
        ["about progress in words", { type: "live", id: "a", live: { stage: "job", progress: "half" } }],
    ])("that is %s is not heard, and the next one is", async (_, junk) => {
        const [, other] = openChannels(2);
        const stranger = new BroadcastChannel(`channel ${names}`);
        onTestFinished(() => stranger.close());
        stranger.postMessage(junk);
        stranger.postMessage({ type: "limits", mood: "good" });
        await expect.poll(() => other?.heard).toEqual([{ type: "limits" }]);
    });

    it("is heard by nobody who has gone, also by one who goes while it is told", () => {
        const [one] = openChannels(1);
        const heard: string[] = [];
        const leave = one?.channel.subscribe(() => {
            heard.push("first");
            leave?.();
        });
        one?.channel.subscribe(() => heard.push("second"));
        one?.channel.post({ type: "files" });
        one?.channel.post({ type: "files" });
        expect(heard).toEqual(["first", "second", "second"]);
    });

    it("after the close is told to nobody, and breaks nothing", async () => {
        const [one, two] = openChannels(2);
        one?.channel.close();
        one?.channel.post({ type: "files" });
        two?.channel.post({ type: "limits" });
        expect(one?.heard).toEqual([]);
        expect(two?.heard).toEqual([{ type: "limits" }]);
        one?.channel.close();
    });

    it("is heard in its own tab where the browser has no channels", () => {
        vi.stubGlobal("BroadcastChannel", undefined);
        onTestFinished(() => void vi.unstubAllGlobals());
        const [one] = openChannels(1);
        one?.channel.post({ type: "files" });
        expect(one?.heard).toEqual([{ type: "files" }]);
    });
});

describe("live progress", () => {
    function openReporter() {
        const [one] = openChannels(1);
        const clock = { time: 1_000_000 };
        const told = () => one?.heard.map((message) => (message.type === "live" ? message.live : undefined)) ?? [];
        const report = one && liveReporter(one.channel, () => clock.time);
        return { clock, told, report: report ?? (() => undefined) };
    }

    it("of bytes is told at most every 150 ms", () => {
        const { clock, told, report } = openReporter();
        for (let loaded = 0; loaded < 100; loaded++) {
            report("a", { stage: "download", loaded });
            clock.time += 10;
        }
        expect(told()).toHaveLength(7);
        expect(told().at(-1)).toEqual({ stage: "download", loaded: 90 });
    });

    it("of one generation does not hold back that of another", () => {
        const { told, report } = openReporter();
        report("a", { stage: "download", loaded: 1 });
        report("b", { stage: "download", loaded: 2 });
        expect(told()).toHaveLength(2);
    });

    it("of a new stage is told at once, and every reading of a job", () => {
        const { told, report } = openReporter();
        report("a", { stage: "job", progress: 0.5 });
        report("a", { stage: "job", progress: 0.6 });
        report("a", { stage: "download", loaded: 0 });
        report("a", { stage: "job", progress: 0 });
        expect(told()).toHaveLength(4);
    });

    it("goes on when the clock was set back", () => {
        const { clock, told, report } = openReporter();
        report("a", { stage: "download", loaded: 1 });
        clock.time -= 3_600_000;
        report("a", { stage: "download", loaded: 2 });
        expect(told()).toHaveLength(2);
    });
});
