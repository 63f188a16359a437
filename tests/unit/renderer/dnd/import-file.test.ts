// @vitest-environment jsdom
// A dropped file: one at a time, small, and a text; and what it would disturb, in sentences.
import { beforeEach, describe, expect, it } from "vitest";
import { effectLines } from "../../../../renderer/dnd/effect-lines.ts";
import { closeImport, importStore, takeFiles } from "../../../../renderer/dnd/import-file.ts";

const fileOf = (text: string, name = "site.yaml") =>
  ({ name, size: text.length, text: async () => text }) as File;

beforeEach(closeImport);

describe("a dropped file", () => {
  it("goes to the preview", async () => {
    await takeFiles([fileOf("version: 1\n")]);
    expect(importStore.getState().state).toEqual({
      kind: "file",
      file: { name: "site.yaml", text: "version: 1\n" },
    });
  });

  it.each([
    ["two at once", [fileOf("a"), fileOf("b")], "One file at a time."],
    ["a large one", [{ ...fileOf("a"), size: 2 ** 21 } as File], "site.yaml is larger than 1 MiB."],
    ["no text", [fileOf("PNG\u0000", "a.png")], "a.png is not a YAML or JSON text."],
  ])("is refused as %s", async (_, files, why) => {
    await takeFiles(files);
    expect(importStore.getState().state).toEqual({ kind: "refused", why });
  });

  it("does nothing when none came", async () => {
    await takeFiles([]);
    expect(importStore.getState().state).toEqual({ kind: "none" });
  });
});

describe("the lines of an impact", () => {
  it("name what is disturbed, and leave out what is not", () => {
    expect(
      effectLines({
        listeners: [
          {
            listener: "old",
            effect: "closed",
            from: "127.0.0.1:1",
            to: null,
            activeConnections: 3,
          },
          {
            listener: "new",
            effect: "opened",
            from: null,
            to: "127.0.0.1:2",
            activeConnections: 0,
          },
        ],
        servers: [
          { pool: "app", server: "s1", effect: "removed", activeRequests: 2, activeConnections: 2 },
          { pool: "app", server: "s4", effect: "added", activeRequests: 0, activeConnections: 0 },
        ],
        hashKeys: [{ pool: "app", sampledKeys: 100, movedKeys: 25 }],
        restart: ["console.bind"],
      }),
    ).toEqual([
      "old closes, 3 connections open",
      "s1 leaves app, 2 in flight finish first",
      "25% of the keys of app get another server",
      "console.bind from the next start on",
    ]);
  });
});
