// Request smuggling through us: a different parser behind us sees exactly the requests that were sent, in their order.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fuzzOptions, fuzzTestTimeoutMs } from "../support/fuzz-options.ts";
import { type BackServer, nginxIsMissing, startLenientNode, startNginx } from "./back-servers.ts";
import { mutatedStream, type Stream, stream } from "./request-grammar.ts";
import { eventually, type Front, sendPieces, startFront, whatIsLeft } from "./setting.ts";

const missing = nginxIsMissing();
if (missing) process.stdout.write(`The two-hop test leaves nginx out: ${missing}\n`);

const backs = [
  { name: "Node's lenient parser", start: startLenientNode, isSkipped: false, runs: 400 },
  { name: "nginx", start: startNginx, isSkipped: missing !== undefined, runs: 150 },
];

for (const { name, start, isSkipped, runs } of backs) {
  describe.skipIf(isSkipped)(`${name} behind the balancer`, () => {
    let back: BackServer;
    let front: Front;

    beforeAll(async () => {
      back = await start();
      front = await startFront([back.address]);
    });

    afterAll(async () => {
      await front.stop();
      await back.close();
    });

    /** Sends the stream and a FIN; returns what the client got once we have closed. */
    async function play({ bytes, pieces }: Stream): Promise<string> {
      back.seen.length = 0;
      back.heads.length = 0;
      const client = await front.connect();
      const cut: string[] = [];
      for (let at = 0; at < bytes.length; ) {
        const length = pieces[cut.length % pieces.length] ?? bytes.length;
        cut.push(bytes.slice(at, at + length));
        at += length;
      }
      await sendPieces(client.send, cut, () => client.isClosed);
      client.end();
      const text = await client.untilClosed();
      client.destroy();
      await eventually(() => whatIsLeft(front.running) === "");
      return text;
    }

    const options = fuzzOptions({ runs, seconds: 2 });

    it(
      "sees what was sent, in order, and nothing of what is malformed or behind it",
      async () => {
        let most = 0;
        await fc.assert(
          fc.asyncProperty(stream, async (one) => {
            const text = await play(one);
            expect(back.seen).toEqual(one.seen);
            expect(back.heads).not.toContain("/smuggled");
            const answered = [...text.matchAll(/<(\/r\d[^>]*)>/g)].map((match) => match[1]);
            const asked = one.seen
              .filter((seen) => !seen.startsWith("HEAD "))
              .map((seen) => seen.split(" ")[1]);
            expect(answered).toEqual(asked);
            most = Math.max(most, one.seen.length);
          }),
          options,
        );
        expect(most).toBeGreaterThan(2);
      },
      fuzzTestTimeoutMs,
    );

    it(
      "agrees with our own record of every stream, however it is garbled",
      async () => {
        let relayed = 0;
        await fc.assert(
          fc.asyncProperty(mutatedStream, async (one) => {
            const before = front.records().at(-1)?.id;
            await play(one);
            const records = front.records();
            const fresh = records.slice(records.findLastIndex(({ id }) => id === before) + 1);
            // The server may refuse what passes us, an unknown method for example; it must not see more or other requests.
            const ours = fresh
              .filter(({ error, status }) => error === null && status === 200)
              .map(({ method, target }) => `${method} ${target}`);
            const theirs = back.seen.map((seen) => seen.split(" ", 2).join(" "));
            expect({ theirs, bytes: one.bytes }).toEqual({ theirs: ours, bytes: one.bytes });
            relayed += ours.length;
          }),
          options,
        );
        expect(relayed).toBeGreaterThan(10);
      },
      fuzzTestTimeoutMs,
    );
  });
}
