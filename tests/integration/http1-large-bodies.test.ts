// Large bodies through buffers that are used again: every client gets the bytes that were meant for it, however slowly it reads.
import { createHash } from "node:crypto";
import { Agent, request } from "node:http";
import { expect, it } from "vitest";
import { createRelaySetting } from "../support/relay-setting.ts";
import { createTaggedServer } from "../support/tagged-server.ts";

const setting = createRelaySetting();
const bodyBytes = 1_500_000;
const users = 12;
const askedEach = 3;

/** No two bodies have a block in common, so that one block of another would show. */
function bodyOf(name: string): Buffer {
  const body = Buffer.alloc(bodyBytes, `${name};`);
  for (let at = 0; at + 4 <= bodyBytes; at += 1_024) body.writeUInt32BE(at, at);
  return body;
}

const digest = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Every second one reads little by little, so that what it has not taken waits in the relay. */
function ask(address: string, agent: Agent, path: string, isSlow: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(`http://${address}${path}`, { agent }, (answer) => {
      const hash = createHash("sha256");
      answer.on("data", (chunk: Buffer) => {
        hash.update(chunk);
        if (!isSlow) return;
        answer.pause();
        setTimeout(() => answer.resume(), 2);
      });
      answer.on("end", () => resolve(hash.digest("hex")));
      answer.on("error", reject);
    });
    asked.on("error", reject);
    asked.end();
  });
}

it("reach the clients that asked for them, byte for byte", async () => {
  await setting.setUp([
    await createTaggedServer("a", (message, response) => {
      const body = bodyOf(message.url ?? "");
      // Half of them by length, which is passed on as it is read, and half in chunks, which are framed anew.
      if (message.url?.includes("chunked")) response.write(body.subarray(0, 1_000));
      else response.setHeader("content-length", bodyBytes);
      response.end(message.url?.includes("chunked") ? body.subarray(1_000) : body);
    }),
  ]);
  const { relay } = setting;
  const agent = new Agent({ keepAlive: true, maxSockets: users });
  const wrong: string[] = [];
  const use = async (user: number) => {
    for (let turn = 0; turn < askedEach; turn++) {
      const path = `/${user % 3 === 0 ? "chunked" : "length"}/${user}/${turn}`;
      const got = await ask(relay.listener.address ?? "", agent, path, user % 2 === 0);
      if (got !== digest(bodyOf(path))) wrong.push(path);
    }
  };
  await Promise.all(Array.from({ length: users }, (_, user) => use(user)));
  agent.destroy();
  expect(wrong).toEqual([]);
  expect(relay.records).toHaveLength(users * askedEach);
});
