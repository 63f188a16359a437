// An https listener over real sockets: which certificate is served, what is told to servers, and what bad clients can do.
import { readFileSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { systemPorts } from "../../balancer-core/ports.ts";
import { createListener } from "../../balancer-core/proxy/create-listener.ts";
import type { Listener } from "../../balancer-core/proxy/types.ts";
import { startTaggedServer, until } from "../support/balancer.ts";
import {
  connectTls,
  dayMs,
  exchange,
  testAuthority,
  writeCertificate,
  writeText,
} from "../support/certificates.ts";
import { createFakePool } from "../support/fake-pool.ts";
import { listenerConfig } from "../support/http-relay.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Setting {
  readonly listener: Listener;
  readonly address: string;
  readonly warnings: string[];
  readonly seen: Record<string, unknown>[];
}

async function openListener(directory: string, tls: object, rules: object = {}): Promise<Setting> {
  const seen: Record<string, unknown>[] = [];
  const warnings: string[] = [];
  const server = await startTaggedServer("one", (request, response) => {
    seen.push(request.headers);
    response.end("hello");
  });
  const pool = createFakePool([server.address]);
  const listener = createListener(listenerConfig({ protocol: "https", tls, ...rules }), {
    ports: systemPorts,
    directory,
    pool: () => pool,
    records: { finished: () => undefined },
    onFailure: (error) => {
      throw error;
    },
    onWarning: (message) => void warnings.push(message),
  });
  await listener.listen();
  closers.push(() => listener.close(100), server.kill);
  return { listener, address: listener.address ?? "", warnings, seen };
}

const failures = ({ listener }: Setting) =>
  listener.counters.ownAnswers.get("TLS_HANDSHAKE_FAILED") ?? 0;

describe("an https listener", () => {
  it("relays and tells the server that the client came over https", async () => {
    const folder = temporaryFolder();
    const certificates = [writeCertificate(folder, "site", ["localhost"])];
    const setting = await openListener(folder, { certificates });
    const socket = await connectTls(setting.address);
    expect(socket.alpnProtocol).toBe("http/1.1");
    expect(await exchange(socket)).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*hello/);
    expect(setting.seen[0]?.["x-forwarded-proto"]).toBe("https");
    expect(setting.seen[0]?.forwarded).toContain("proto=https");
    expect(setting.listener.counters.activeConnections).toBeLessThanOrEqual(1);
  });

  it("chooses the certificate by the name asked for, and the first without a match", async () => {
    const folder = temporaryFolder();
    const certificates = [
      writeCertificate(folder, "first", ["first.test"]),
      writeCertificate(folder, "second", ["second.test", "*.wild.test"]),
    ];
    const { address } = await openListener(folder, { certificates });
    const servedTo = async (serverName: string) => {
      const socket = await connectTls(address, { serverName });
      const { subjectaltname } = socket.getPeerCertificate();
      socket.destroy();
      return subjectaltname;
    };
    expect(await servedTo("first.test")).toBe("DNS:first.test");
    expect(await servedTo("second.test")).toBe("DNS:second.test, DNS:*.wild.test");
    expect(await servedTo("a.wild.test")).toBe("DNS:second.test, DNS:*.wild.test");
    // The client refuses the default certificate, since it is for another name.
    await expect(servedTo("a.b.wild.test")).rejects.toThrow("first.test");
  });

  it("signs a certificate of its own with an authority that is kept in the workspace", async () => {
    const folder = temporaryFolder();
    const { address } = await openListener(folder, { selfSigned: true });
    const ca = readFileSync(join(folder, "tls/ca.crt"), "utf8");
    expect(statSync(join(folder, "tls/ca.key")).mode & 0o777).toBe(0o600);
    expect(await exchange(await connectTls(address, { ca }))).toContain("hello");
    const another = await openListener(folder, { selfSigned: true });
    expect(await exchange(await connectTls(another.address, { ca }))).toContain("hello");
    await expect(connectTls(address)).rejects.toThrow();
  });

  it.each(["TLSv1.2", "TLSv1.3"] as const)("resumes a session over %s", async (maxVersion) => {
    const folder = temporaryFolder();
    const { address } = await openListener(folder, { selfSigned: true });
    const ca = readFileSync(join(folder, "tls/ca.crt"), "utf8");
    const first = await connectTls(address, { ca, maxVersion });
    const sessions: Buffer[] = [];
    first.on("session", (session) => sessions.push(session));
    await exchange(first);
    expect(first.isSessionReused()).toBe(false);
    const session = sessions.at(-1) ?? first.getSession();
    if (session === undefined) throw new Error("no session");
    const second = await connectTls(address, { ca, maxVersion, session });
    expect(second.isSessionReused()).toBe(true);
    expect(await exchange(second)).toContain("hello");
  });

  it("refuses versions below its minimum and protocols it does not speak, and counts both", async () => {
    const setting = await openListener(temporaryFolder(), {
      selfSigned: true,
      minVersion: "TLSv1.3",
    });
    await expect(connectTls(setting.address, { maxVersion: "TLSv1.2" })).rejects.toThrow();
    await expect(connectTls(setting.address, { protocols: ["spdy/3"] })).rejects.toThrow();
    await until("both are counted", () => failures(setting) === 2);
  });

  it("takes no harm from clients that speak no TLS, leave or stay silent", async () => {
    const folder = temporaryFolder();
    const limits = { headerTimeout: "300ms", connections: 3 };
    const setting = await openListener(folder, { selfSigned: true }, { limits });
    const { hostname, port } = new URL(`http://${setting.address}`);
    const raw = () => connect({ host: hostname, port: Number(port) }).on("error", () => undefined);
    raw().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    raw().resetAndDestroy();
    const silent = raw();
    const begun = performance.now();
    await new Promise((resolve) => silent.once("close", resolve));
    expect(performance.now() - begun).toBeGreaterThan(200);
    await until("all are counted", () => failures(setting) >= 2);
    const ca = readFileSync(join(folder, "tls/ca.crt"), "utf8");
    expect(await exchange(await connectTls(setting.address, { ca }))).toContain("hello");
  });

  it("counts handshakes under way against its limit of connections", async () => {
    const setting = await openListener(
      temporaryFolder(),
      { selfSigned: true },
      { limits: { connections: 1 } },
    );
    const { hostname, port } = new URL(`http://${setting.address}`);
    const silent = connect({ host: hostname, port: Number(port) });
    await new Promise((resolve) => silent.once("connect", resolve));
    await until("it is accepted", () => setting.listener.counters.totalConnections === 1);
    await expect(connectTls(setting.address)).rejects.toThrow();
    silent.destroy();
  });

  it("serves a changed certificate to new connections while old ones go on", async () => {
    const folder = temporaryFolder();
    const certificates = [writeCertificate(folder, "site", ["localhost", "old.test"])];
    const setting = await openListener(folder, { certificates });
    const old = await connectTls(setting.address);
    writeCertificate(folder, "site", ["localhost", "new.test"]);
    await until(
      "the new certificate is served",
      async () => {
        const socket = await connectTls(setting.address);
        const { subjectaltname = "" } = socket.getPeerCertificate();
        socket.destroy();
        return subjectaltname.includes("new.test");
      },
      10_000,
    );
    expect(await exchange(old)).toContain("hello");
    expect(setting.warnings).toEqual([]);
  });

  it("keeps the certificate it has when the files no longer fit, and says so once", async () => {
    const folder = temporaryFolder();
    const certificates = [writeCertificate(folder, "site", ["localhost"])];
    const setting = await openListener(folder, { certificates });
    const other = writeCertificate(folder, "other", ["localhost"]);
    writeText(folder, "site.key", readFileSync(join(folder, other.key), "utf8"));
    await until("it is told", () => setting.warnings.length > 0, 10_000);
    expect(setting.warnings).toEqual([
      'certificate "site.crt": the key does not match; the certificates before stay in use',
    ]);
    expect(await exchange(await connectTls(setting.address))).toContain("hello");
  });

  it("takes over another certificate from its configuration, and keeps its own for other changes", async () => {
    const folder = temporaryFolder();
    const { listener, address } = await openListener(folder, { selfSigned: true });
    const ca = readFileSync(join(folder, "tls/ca.crt"), "utf8") + testAuthority.cert;
    const servedNow = async () => {
      const socket = await connectTls(address, { ca });
      const { serialNumber } = socket.getPeerCertificate();
      socket.destroy();
      return serialNumber;
    };
    const first = await servedNow();
    listener.update({ ...listener.config, exposeServer: true });
    expect(await servedNow()).toBe(first);
    const certificates = [writeCertificate(folder, "site", ["localhost"])];
    const tls = { certificates, selfSigned: false, minVersion: "TLSv1.2" as const };
    listener.update({ ...listener.config, tls });
    await until("the other is served", async () => (await servedNow()) !== first);
  });

  it("tells of certificates that expired, soon expire or do not hold yet", async () => {
    const folder = temporaryFolder();
    const at = (days: number) => Date.now() + days * dayMs;
    const day = (days: number) => new Date(at(days)).toISOString().slice(0, 10);
    const certificates = [
      writeCertificate(folder, "good", ["good.test"]),
      writeCertificate(folder, "gone", ["gone.test"], at(-400)),
      writeCertificate(folder, "soon", ["soon.test"], at(-390)),
      writeCertificate(folder, "early", ["early.test"], at(3)),
    ];
    const { warnings } = await openListener(folder, { certificates });
    expect(warnings).toEqual([
      `certificate "gone.crt" expired on ${day(-3)}`,
      `certificate "soon.crt" expires on ${day(7)}`,
      `certificate "early.crt" is not valid before ${day(2)}`,
    ]);
  });

  it("tells of hosts of routes that no certificate stands for, once and again when they change", async () => {
    const folder = temporaryFolder();
    const tls = { certificates: [writeCertificate(folder, "site", ["a.test", "*.b.test"])] };
    const to = (...hosts: string[]) => ({
      routes: hosts.map((host) => ({ match: { host }, pool: "app" })),
    });
    const named = to("A.test", "x.b.test", "*.b.test", "127.0.0.1");
    const { listener, warnings } = await openListener(folder, tls, named);
    expect(warnings).toEqual([]);
    const strangers = to("a.test", "b.test", "x.y.b.test", "*.a.test");
    listener.update(listenerConfig({ protocol: "https", tls, ...strangers }));
    const message =
      'no certificate stands for "b.test", "x.y.b.test", "*.a.test", which routes name; clients get the first';
    await until("it is told", () => warnings.length > 0);
    expect(warnings).toEqual([message]);
  });

  it("does not open with a certificate it cannot read, and names it", async () => {
    const certificates = [{ cert: "missing.crt", key: "missing.key" }];
    await expect(openListener(temporaryFolder(), { certificates })).rejects.toMatchObject({
      code: "LISTENER_FAILED",
      message: 'listener "web": file "missing.crt" cannot be read: ENOENT',
    });
  });
});
