// Who the client is, over HTTP/2: told by PROXY headers on both sides, plain and over TLS, and by proxies that are trusted.
import { once } from "node:events";
import { type ClientHttp2Session, connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import {
  type RealServer,
  type RunningBalancer,
  startBalancer,
  startTaggedServer,
} from "../support/balancer.ts";
import { testAuthority, writeCertificate, writeText } from "../support/certificates.ts";
import { ask } from "../support/http2-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const closers: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const name = "inner.example";

/** The rules of who serves over TLS under the name, and of who asks there. */
function secured() {
  const folder = temporaryFolder();
  writeText(folder, "ca.crt", testAuthority.cert);
  const { cert, key } = writeCertificate(folder, "inner", [name]);
  const certificates = [{ cert: `${folder}/${cert}`, key: `${folder}/${key}` }];
  return {
    listener: { protocol: "https", tls: { certificates } },
    upstream: { tls: true, ca: `${folder}/ca.crt`, serverName: name },
  };
}

async function start(listener: object, pool: object, server: string): Promise<RunningBalancer> {
  const running = await startBalancer({
    version: 1,
    listeners: [{ id: "web", bind: "127.0.0.1:0", pool: "app", ...listener }],
    pools: [
      {
        ...{ id: "app", servers: [server], health: { type: "none" }, retries: { attempts: 0 } },
        ...pool,
      },
    ],
  });
  closers.push(() => running.stop());
  return running;
}

/** Answers with the client it was told of. */
async function startTelling(): Promise<RealServer> {
  const server = await startTaggedServer("telling", (request, response) => {
    response.end(String(request.headers["x-forwarded-for"]));
  });
  closers.push(server.kill);
  return server;
}

/** A client of HTTP/2 that speaks through a proxy, which says it has this address. */
async function connectAs(
  address: string,
  source: string,
  secure: boolean,
): Promise<ClientHttp2Session> {
  const [host = "", port = ""] = address.split(":");
  const plain = connect({ host, port: Number(port) });
  plain.write(`PROXY TCP4 ${source} 198.51.100.1 4711 80\r\n`);
  const options = { servername: name, ca: testAuthority.cert, ALPNProtocols: ["h2"] };
  const socket = secure ? connectTls({ ...options, socket: plain }) : plain;
  if (secure) await once(socket, "secureConnect");
  const session = connectHttp2(`${secure ? "https" : "http"}://${name}`, {
    createConnection: () => socket,
  });
  session.on("error", () => {});
  closers.push(() => {
    session.destroy();
    plain.destroy();
  });
  return session;
}

const latest = ({ balancer }: RunningBalancer) => balancer.requests({ limit: 1 })[0];

describe.each([
  ["v1", "plain"],
  ["v2", "plain"],
  ["v1", "over TLS"],
  ["v2", "over TLS"],
])("PROXY headers of %s before HTTP/2, %s", (version, how) => {
  const secure = how !== "plain";

  it("are read from clients and sent to servers, and no connection is shared by two clients", async () => {
    const telling = await startTelling();
    const tls = secure ? secured() : { listener: {}, upstream: {} };
    const accepting = { ...tls.listener, proxyProtocol: "accept" };
    const inner = await start(accepting, {}, telling.address);
    const upstream = { protocol: "h2", proxyProtocol: version, ...tls.upstream };
    const front = await start(accepting, { upstream }, inner.address("web"));
    const sources = ["203.0.113.5", "203.0.113.6"] as const;
    const sessions = await Promise.all(
      sources.map((source) => connectAs(front.address("web"), source, secure)),
    );
    for (let round = 0; round < 2; round++) {
      for (const [index, source] of sources.entries()) {
        const session = sessions[index] as ClientHttp2Session;
        expect(await ask(session)).toMatchObject({ status: 200, body: source, code: 0 });
        expect([latest(front)?.client, latest(inner)?.client]).toEqual([source, source]);
      }
    }
    expect(inner.balancer.snapshot(1).listeners[0]?.totalConnections).toBe(4);
  });
});

describe("a pool of HTTP/2 over TLS", () => {
  it.each([
    ["is answered by a server whose certificate has serverName", name, 200],
    ["refuses one whose certificate has another name", "other.example", 502],
  ])("%s", async (_, serverName, status) => {
    const telling = await startTelling();
    const tls = secured();
    const inner = await start(tls.listener, {}, telling.address);
    const upstream = { protocol: "h2", ...tls.upstream, serverName };
    const front = await start({}, { upstream }, inner.address("web"));
    const session = connectHttp2(`http://${front.address("web")}`);
    closers.push(() => session.destroy());
    expect((await ask(session)).status).toBe(status);
    if (status === 502) {
      expect(latest(front)?.attempts[0]?.outcome).toBe(
        "UPSTREAM_CONNECT_FAILED (ERR_TLS_CERT_ALTNAME_INVALID)",
      );
    }
  });
});

describe("a proxy that speaks HTTP/2", () => {
  it.each([
    [
      "is believed about its clients when it is trusted",
      ["127.0.0.1"],
      "9.9.9.9",
      "9.9.9.9, 127.0.0.1",
    ],
    ["is a client like any other when it is not", [], "127.0.0.1", "127.0.0.1"],
  ])("%s", async (_, trustedProxies, client, told) => {
    const telling = await startTelling();
    const front = await start({ trustedProxies }, {}, telling.address);
    const session = connectHttp2(`http://${front.address("web")}`);
    closers.push(() => session.destroy());
    const { body } = await ask(session, { "x-forwarded-for": "9.9.9.9" });
    expect({ body, client: latest(front)?.client }).toEqual({ body: told, client });
  });

  it("stops being believed on an open connection when it leaves the list", async () => {
    const telling = await startTelling();
    const front = await start({ trustedProxies: ["127.0.0.1"] }, {}, telling.address);
    const session = connectHttp2(`http://${front.address("web")}`);
    closers.push(() => session.destroy());
    const said = { "x-forwarded-for": "9.9.9.9" };
    expect((await ask(session, said)).body).toBe("9.9.9.9, 127.0.0.1");
    const { config } = front.balancer;
    await front.balancer.apply({
      ...config,
      listeners: config.listeners.map((listener) => ({ ...listener, trustedProxies: [] })),
    });
    expect((await ask(session, said)).body).toBe("127.0.0.1");
  });
});
