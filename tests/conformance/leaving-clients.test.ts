// Clients that leave at random points of their requests, under load: nothing stays behind, and no server is blamed.
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../balancer-core/ports.ts";
import { listenOnFreePort } from "../support/balancer.ts";
import { eventually, startFront, turn, whatIsLeft } from "./setting.ts";

const content = "z".repeat(200_000);
const clientsAtOnce = 24;
const requestsPerClient = 30;

/** Three servers that answer at once, late, in pieces or before they have read the body. */
function startServer(index: number) {
  return listenOnFreePort(
    createServer((message, response) => {
      message.on("error", () => {});
      response.on("error", () => {});
      const kind = message.url?.slice(-1);
      if (kind === "0") response.end("early");
      message.resume();
      message.on("end", () => {
        if (kind === "1") setTimeout(() => response.end("late"), 5 + index);
        else if (kind === "2") response.end(content);
        else if (kind === "3") {
          response.write(content);
          setImmediate(() => response.end(content));
        } else if (kind !== "0") response.end("soon");
      });
    }),
  );
}

describe("clients that leave", () => {
  it("at random points leave nothing in flight and no failure with a server", async () => {
    const servers = await Promise.all([0, 1, 2].map(startServer));
    const front = await startFront(
      servers.map(({ address }) => address),
      {
        pool: {
          algorithm: { type: "least-connections" },
          passive: { consecutiveFailures: 1 },
          retries: { attempts: 1 },
        },
      },
    );
    const random = seededRandom(11);
    const pick = (below: number) => Math.floor(random() * below);
    let whole = 0;
    let left = 0;

    async function client(): Promise<void> {
      for (let count = 0; count < requestsPerClient; count++) {
        const connection = await front.connect();
        const body = "y".repeat(pick(2) * pick(150_000));
        const bytes = `POST /${pick(5)} HTTP/1.1\r\nHost: a.example\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
        if (pick(3) === 0) {
          connection.send(bytes);
          expect(await connection.untilClosed()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
          connection.destroy();
          whole++;
          continue;
        }
        // Leaves after some of its bytes, some turns later, by FIN or by reset.
        connection.send(bytes.slice(0, pick(2) === 0 ? bytes.length : pick(bytes.length + 1)));
        for (let turns = pick(6); turns > 0; turns--) await turn();
        if (pick(2) === 0) connection.socket.resetAndDestroy();
        else connection.destroy();
        left++;
      }
    }

    await Promise.all(Array.from({ length: clientsAtOnce }, client));
    await eventually(() => whatIsLeft(front.running) === "");
    expect(whole).toBeGreaterThan(100);
    expect(left).toBeGreaterThan(300);
    const pool = front.running.balancer.snapshot(1).pools[0];
    for (const { errors, retries, state, reason } of pool?.servers ?? []) {
      expect({ errors, retries, state, reason }).toMatchObject({ errors: 0, retries: 0 });
      expect(state, reason).not.toBe("ejected");
    }
    const outcomes = new Set(front.records().map(({ error }) => error));
    expect([...outcomes].filter((error) => error !== null && error !== "CLIENT_CLOSED")).toEqual(
      [],
    );
    await front.stop();
    for (const server of servers) await server.kill();
  });
});
