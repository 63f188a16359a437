// @vitest-environment jsdom
// The token of the web console: taken from the address, asked for once when missing or refused.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createConnect } from "../../../../renderer/transport/choose-transport.ts";
import { takeToken } from "../../../../renderer/transport/token.ts";

beforeEach(() => {
  sessionStorage.clear();
  window.location.hash = "";
});
afterEach(() => vi.unstubAllGlobals());

describe("connecting the web console", () => {
  it("takes the token from the address and strips it", () => {
    window.location.hash = "#token=s3cret";
    expect(takeToken()).toBe("s3cret");
    expect(window.location.hash).toBe("");
    expect(takeToken()).toBe("s3cret");
  });

  it("asks once for a missing token however often it is tried, and retries with the answer", async () => {
    let answer: (token: string) => void = () => {};
    const askToken = vi.fn(() => new Promise<string>((resolve) => (answer = resolve)));
    const retry = vi.fn();
    const connect = createConnect({ askToken, retry });
    await expect(connect()).rejects.toThrow("asks for its token");
    await expect(connect()).rejects.toThrow("asks for its token");
    expect(askToken.mock.calls).toEqual([[false]]);
    answer("s3cret");
    await vi.waitFor(() => expect(retry).toHaveBeenCalledTimes(1));
    expect(takeToken()).toBe("s3cret");
  });

  it("forgets a token the balancer refuses and says so", async () => {
    sessionStorage.setItem("evenkeel.token", "old");
    vi.stubGlobal("fetch", async () => new Response("", { status: 401 }));
    const askToken = vi.fn(() => new Promise<string>(() => {}));
    await expect(createConnect({ askToken, retry: () => {} })()).rejects.toThrow();
    expect(askToken.mock.calls).toEqual([[true]]);
    expect(takeToken()).toBeNull();
  });
});
