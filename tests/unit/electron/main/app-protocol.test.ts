// The app:// scheme: what it serves, what it refuses, and the policy on every answer.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { registerAppScheme, serveRenderer } from "../../../../electron/main/app-protocol.ts";
import { fakeElectron } from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

describe("the app scheme", () => {
  const parent = mkdtempSync(join(tmpdir(), "evenkeel-app-protocol-"));
  const folder = join(parent, "renderer");
  let ask: (url: string, method?: string) => Promise<Response>;

  beforeAll(() => {
    mkdirSync(join(folder, "assets"), { recursive: true });
    mkdirSync(join(parent, "renderer-secrets"));
    writeFileSync(join(folder, "index.html"), "<title>Evenkeel</title>");
    writeFileSync(join(folder, "assets/ä b.js"), "export {};");
    writeFileSync(join(parent, "secret.txt"), "secret");
    writeFileSync(join(parent, "renderer-secrets/secret.txt"), "secret");
    serveRenderer(folder);
    const handler = fakeElectron.protocol.handle.mock.lastCall?.[1];
    ask = async (url, method = "GET") => handler({ url, method });
  });
  afterAll(() => rmSync(parent, { recursive: true }));

  it("is standard and secure, and does not get round the policy", () => {
    registerAppScheme();
    const [schemes] = fakeElectron.protocol.registerSchemesAsPrivileged.mock.lastCall ?? [];
    expect(schemes).toEqual([
      {
        scheme: "app",
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
  });

  it("serves the page and its files with their types", async () => {
    const page = await ask("app://bundle/");
    expect(await page.text()).toBe("<title>Evenkeel</title>");
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const script = await ask("app://bundle/assets/%C3%A4%20b.js");
    expect([script.status, await script.text()]).toEqual([200, "export {};"]);
    expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  });

  it("puts the policy on every answer, also on refusals", async () => {
    for (const url of ["app://bundle/", "app://bundle/missing.js"]) {
      const policy = (await ask(url)).headers.get("content-security-policy") ?? "";
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /);
      expect(policy).toContain("object-src 'none'");
      expect(policy.replace("style-src 'self' 'unsafe-inline'", "")).not.toContain("unsafe");
    }
  });

  it.each([
    "app://bundle/../secret.txt",
    "app://bundle/%2e%2e/secret.txt",
    "app://bundle/%2e%2e%2fsecret.txt",
    "app://bundle/assets/..%2f..%2fsecret.txt",
    "app://bundle/..%2frenderer-secrets/secret.txt",
    "app://bundle/..%5csecret.txt",
    "app://bundle//etc/passwd",
    "app://bundle/%2fetc%2fpasswd",
    "app://bundle/index.html%00.js",
    "app://bundle/%",
    "app://bundle/assets",
    "app://other/index.html",
  ])("does not find %s", async (url) => {
    const answer = await ask(url);
    expect([answer.status, await answer.text()]).toEqual([404, "404 There is no such file.\n"]);
  });

  it("takes GET and HEAD only", async () => {
    expect(await (await ask("app://bundle/", "HEAD")).text()).toBe("");
    expect((await ask("app://bundle/", "POST")).status).toBe(405);
  });
});
