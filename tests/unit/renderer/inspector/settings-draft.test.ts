// Settings in place: what differs from the document becomes one change, judged by the contract's schemas.
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { poolSchema } from "../../../../balancer-core/contract/config-pool.ts";
import { withListener } from "../../../../renderer/features/inspector/listener-settings.tsx";
import {
  checkDraft,
  type Draft,
  type Fields,
  isShown,
  withVariants,
} from "../../../../renderer/features/inspector/settings-draft.ts";
import { poolGroups } from "../../../../renderer/features/inspector/settings-fields.ts";

const schema = poolSchema.omit({ servers: true });
const document = z.encode(schema, schema.parse({ id: "app" })) as Fields;
const fields = poolGroups("round-robin").flatMap((group) => group.fields);
const check = (draft: Draft) => checkDraft(fields, document, draft, schema);

describe("settings in place", () => {
  it("say only what differs, in the document's own form", () => {
    expect(check({ "timeouts.connect": "3s" })).toMatchObject({ changes: {}, count: 0 });
    expect(
      check({ "timeouts.connect": "1s", panicThreshold: "20", "retries.on": ["503"] }).changes,
    ).toEqual({ timeouts: { connect: "1s" }, panicThreshold: 20, retries: { on: ["503"] } });
  });

  it("find what is wrong with each field", () => {
    const { problems } = check({
      "timeouts.connect": "soon",
      panicThreshold: "130",
      "passive.consecutiveFailures": "many",
    });
    expect([...problems.keys()].sort()).toEqual([
      "panicThreshold",
      "passive.consecutiveFailures",
      "timeouts.connect",
    ]);
  });

  it("give another variant its own fields with their defaults, and say it whole", () => {
    const draft = { "stickiness.type": "cookie", "stickiness.ttl": "5m" };
    const shaped = withVariants(document, draft, schema);
    const shown = fields.filter((field) => isShown(field, shaped)).map(({ path }) => path);
    expect(shown).toContain("stickiness.name");
    expect(shown).toContain("health.interval");
    expect(shown).not.toContain("health.path");
    const { changes, problems } = check(draft);
    expect(changes).toEqual({ stickiness: { type: "cookie", name: "EVENKEEL", ttl: "5m" } });
    expect(problems.size).toBe(0);
  });

  it("ask for what a variant cannot do without", () => {
    const { problems } = check({ "stickiness.type": "header" });
    expect([...problems.keys()]).toContain("stickiness.name");
  });

  it("take an optional key away when its field is emptied", () => {
    const checkedPort = z.encode(
      schema,
      schema.parse({ id: "app", health: { type: "tcp", port: 99 } }),
    ) as Fields;
    const { changes, problems } = checkDraft(fields, checkedPort, { "health.port": "" }, schema);
    expect(changes).toEqual({ health: { port: null } });
    expect(problems.size).toBe(0);
  });
});

describe("a listener's settings", () => {
  const yaml =
    "listeners:\n  - id: a # first\n    bind: 1.1.1.1:1\n  - id: web\n    bind: 1.1.1.1:2\n";

  it("are changed in the text, whose comments stay", () => {
    const changed = withListener(yaml, "web", { limits: { headers: 50, headerTimeout: "5s" } });
    expect(changed).toContain("- id: a # first");
    expect(changed).toMatch(
      /id: web\n {4}bind: 1.1.1.1:2\n {4}limits:\n {6}headers: 50\n {6}headerTimeout: 5s/,
    );
  });

  it("fold no line that somebody wrote long", () => {
    const long = `  - { id: api, bind: "1.1.1.1:3", trustedProxies: [ ${"10.0.0.0/8, ".repeat(9)}::1/128 ] }\n`;
    expect(withListener(yaml + long, "web", { limits: { headers: 50 } })).toContain(long);
  });

  it("change nothing where there is no such listener", () => {
    expect(withListener(yaml, "gone", { limits: { headers: 50 } })).toBe(yaml);
  });
});
