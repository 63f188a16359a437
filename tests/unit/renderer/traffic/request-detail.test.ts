// What a request's detail is made of: the waterfall's places, the decision's bars and sentence, curl and HAR.
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  decisionBars,
  reasonOf,
  sumOf,
} from "../../../../renderer/features/traffic/detail/decision-bars.ts";
import { sentenceOf } from "../../../../renderer/features/traffic/detail/decision-card.tsx";
import { curlOf, shellQuoted } from "../../../../renderer/features/traffic/detail/request-curl.ts";
import { harOf } from "../../../../renderer/features/traffic/detail/request-har.ts";
import { waterfallOf } from "../../../../renderer/features/traffic/detail/waterfall-layout.ts";
import { textOf } from "../../../../renderer/i18n/i18n.ts";
import { attempt, decisionRecord, failedAttempt, requestRecord } from "./requests.ts";

describe("the waterfall", () => {
  it("puts queue, attempts and pauses where they were seen", () => {
    const { rows, totalMs, restMs } = waterfallOf(
      requestRecord({
        queueMs: 9,
        totalMs: 70,
        attempts: [
          { ...failedAttempt("s3", 10), startMs: 6 },
          { ...attempt("s1", 20), startMs: 45, backoffMs: 25 },
        ],
      }),
    );
    expect(rows.map(({ kind, startMs, lengthMs }) => [kind, startMs, lengthMs])).toEqual([
      ["queue", 0, 6],
      ["attempt", 6, 10],
      ["pause", 16, 26],
      ["queue", 42, 3],
      ["attempt", 45, 20],
    ]);
    expect(rows.at(-1)?.phases).toEqual([
      { kind: "connect", startMs: 45, lengthMs: 1 },
      { kind: "wait", startMs: 46, lengthMs: 17 },
      { kind: "body", startMs: 63, lengthMs: 2 },
    ]);
    expect(rows[1]?.phases).toEqual([{ kind: "failed", startMs: 6, lengthMs: 10 }]);
    expect([totalMs, restMs]).toEqual([70, 5]);
  });

  it("leaves the reading of the head out of the queue", () => {
    const record = requestRecord({ totalMs: 30, attempts: [{ ...attempt("s1", 20), startMs: 7 }] });
    expect(waterfallOf(record).rows).toMatchObject([{ kind: "attempt", startMs: 7 }]);
    expect(waterfallOf(record).restMs).toBe(10);
  });

  it("ends with the queue when nobody was free in time", () => {
    const { rows } = waterfallOf(requestRecord({ queueMs: 40, totalMs: 41, attempts: [] }));
    expect(rows).toMatchObject([{ kind: "queue", startMs: 1, lengthMs: 40 }]);
  });

  it("keeps within its axis when rounding makes the parts longer than the whole", () => {
    expect(waterfallOf(requestRecord({ totalMs: 19.9 }))).toMatchObject({ totalMs: 20, restMs: 0 });
    expect(waterfallOf(requestRecord({ attempts: [] })).rows).toEqual([]);
  });
});

describe("the decision card", () => {
  const t = textOf("traffic");

  it("draws bars on one scale, best first, with the numbers put into the formula", () => {
    const bars = decisionBars(decisionRecord());
    expect(bars.map(({ server, from, to, sum }) => [server, from, to, sum])).toEqual([
      ["s2", 0, 0.5, "(3 + 1) / 2"],
      ["s1", 0, 1, "(3 + 1) / 1"],
    ]);
  });

  it("keeps zero in the scale for scores below it, and puts the chosen one first among equals", () => {
    const candidate = { active: 0, weight: 1, latencyMs: null };
    const bars = decisionBars(
      decisionRecord({
        score: { formula: "earned + weight", unit: "turns", wins: "highest" },
        candidates: [
          { ...candidate, server: "s1", score: -1 },
          { ...candidate, server: "s2", score: 3 },
          { ...candidate, server: "s3", score: 3 },
        ],
        chosen: "s3",
      }),
    );
    expect(bars.map(({ server, from, to }) => [server, from, to])).toEqual([
      ["s3", 0.25, 1],
      ["s2", 0.25, 1],
      ["s1", 0, 0.25],
    ]);
    expect(bars.map(({ sum }) => sum)).toEqual(["2 + 1", "2 + 1", "-2 + 1"]);
  });

  it("leaves an input that is not known as a word", () => {
    const known = { active: 2, weight: 1, latencyMs: null, score: 3 };
    expect(sumOf("latency * (active + 1)", known)).toBe("latency * (2 + 1)");
    expect(sumOf("latency", { ...known, latencyMs: 12.345 })).toBe("12.3");
    expect(sumOf("place", known)).toBeNull();
    expect(sumOf("active / weight", { ...known, score: null })).toBeNull();
  });

  const hash = { part: "source-ip", key: "10.0.0.1", value: 9, position: 17, of: 100, steps: 0 };
  it.each([
    ["score", {}, "s2 has the lowest score of 2 servers: 2 requests."],
    ["tie", { tieBreak: "turn order" }, "shares the best score, 2 requests, and won by turn order"],
    ["nobody", { chosen: null }, "No server could take the request."],
    ["sticky", { sticky: "hit" }, "because this client is tied to it"],
    [
      "only",
      { candidates: decisionRecord().candidates.slice(1) },
      "the only server that could take it",
    ],
    ["hash", { hash }, "Client address “10.0.0.1” hashes to place 17 of 100, which belongs to s2."],
    ["hash", { hash: { ...hash, steps: 2 } }, "2 places on comes s2"],
    [
      "drawn",
      {
        score: null,
        drawn: ["s2", "s1"],
        candidates: decisionRecord().candidates.map((row) => ({ ...row, score: null })),
      },
      "drawn at random from 2 servers",
    ],
    ["turn", { score: null }, "chose s2 from 2 servers"],
    [
      "score",
      { score: { formula: "place", unit: "place", wins: "lowest" } },
      "s2 is the first server in the list that could take it.",
    ],
    [
      "score",
      { score: { formula: "earned + weight", unit: "turns", wins: "highest" } },
      "It was the turn of s2: 2 turns earned, the most of 2 servers.",
    ],
    ["score", { drawn: ["s2", "s1"] }, "the lower score of the 2 drawn at random: 2 requests"],
  ] as const)("says in a sentence what decided: %s", (reason, changes, words) => {
    const decision = decisionRecord(changes as Parameters<typeof decisionRecord>[0]);
    expect(reasonOf(decision)).toBe(reason);
    expect(sentenceOf(decision, t)).toContain(words);
  });
});

describe("copy as curl", () => {
  it("asks the listener, with the host the client named", () => {
    const via = { protocol: "https", address: "0.0.0.0:8443" } as const;
    expect(curlOf(requestRecord(), via)).toBe(
      "curl --header 'Host: shop.test' --path-as-is 'https://127.0.0.1:8443/api/orders?page=2'",
    );
    expect(curlOf(requestRecord({ method: "HEAD", target: "/" }), undefined)).toBe(
      "curl --head --path-as-is http://shop.test/",
    );
  });

  it("quotes what a shell would run", () => {
    const evil = "/x';touch /tmp/owned;'$(id)`id`";
    expect(shellQuoted(evil)).toBe("'/x'\\'';touch /tmp/owned;'\\''$(id)`id`'");
  });
});

describe("a HAR file", () => {
  const pair = z.object({ name: z.string(), value: z.string() });
  const timing = z.number().min(-1);
  /** The required fields of HAR 1.2, by its specification. */
  const har = z.object({
    log: z.object({
      version: z.literal("1.2"),
      creator: z.object({ name: z.string(), version: z.string() }),
      entries: z.array(
        z.object({
          startedDateTime: z.iso.datetime(),
          time: z.number().min(0),
          request: z.object({
            method: z.string(),
            url: z.url(),
            httpVersion: z.string(),
            cookies: z.array(z.unknown()),
            headers: z.array(pair),
            queryString: z.array(pair),
            headersSize: z.number(),
            bodySize: z.number(),
          }),
          response: z.object({
            status: z.number(),
            statusText: z.string(),
            httpVersion: z.string(),
            cookies: z.array(z.unknown()),
            headers: z.array(pair),
            content: z.object({ size: z.number(), mimeType: z.string() }),
            redirectURL: z.string(),
            headersSize: z.number(),
            bodySize: z.number(),
          }),
          cache: z.object({}),
          timings: z.object({
            blocked: timing,
            dns: timing,
            connect: timing,
            send: z.number().min(0),
            wait: z.number().min(0),
            receive: z.number().min(0),
            ssl: timing,
          }),
        }),
      ),
    }),
  });

  it("has what HAR 1.2 requires, and timings that add up to the whole", () => {
    const requests = [
      requestRecord(),
      requestRecord({ attempts: [], server: null, status: 503, error: "NO_SELECTABLE_SERVER" }),
      requestRecord({ totalMs: 50, attempts: [failedAttempt("s3", 10), attempt("s1", 20)] }),
    ];
    const file = harOf(requests, { name: "Evenkeel", version: "1" }, () => "http");
    const parsed = har.parse(JSON.parse(JSON.stringify(file)));
    expect(parsed.log.entries[0]?.request.url).toBe("http://shop.test/api/orders?page=2");
    expect(parsed.log.entries[0]?.request.queryString).toEqual([{ name: "page", value: "2" }]);
    for (const { time, timings } of parsed.log.entries) {
      const parts = Object.values(timings).filter((part) => part >= 0);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(time, 6);
    }
  });
});
