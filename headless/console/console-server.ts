// The web console's server: guards first, then health and metrics, the API, the WebSocket, and the console's own files.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { BalancerError } from "../../balancer-core/contract/balancer-error.ts";
import { type Address, formatAddress } from "../../balancer-core/contract/units.ts";
import type { Host } from "../../balancer-core/host/types.ts";
import { createEventStreams } from "./event-stream.ts";
import { bearerToken, isLoopback, isToken, isTrustedHost, isTrustedOrigin } from "./guards.ts";
import { openAnswers, sendOpen } from "./open-answers.ts";
import { openApiText } from "./openapi.ts";
import { errorAnswer, send } from "./respond.ts";
import { createRest } from "./rest.ts";
import { serveStaticFile } from "./static-files.ts";
import { createRpcSockets, refuseUpgrade } from "./websocket.ts";

export interface ConsoleServerOptions {
  readonly host: Host;
  readonly bind: Address;
  readonly token: string;
  /** The built console, out/renderer. */
  readonly rendererDirectory: string;
  readonly metricsPath: string;
  readonly version: string;
}

export interface ConsoleServer {
  readonly address: Address;
  /** Without the token. */
  readonly url: string;
  /** With the token in the fragment, which browsers keep to themselves. */
  readonly urlWithToken: string;
  close(): Promise<void>;
}

const maxConnections = 512;
/** Connections are closed within this time, whatever their other side does. */
const closeWithinMs = 1_000;

export async function startConsoleServer(options: ConsoleServerOptions): Promise<ConsoleServer> {
  const { host, bind, token, rendererDirectory, metricsPath } = options;
  const streams = createEventStreams(host);
  const sockets = createRpcSockets({ host, token });
  const rest = createRest({ host, streams, openApiText: () => openApiText(options.version) });

  const open = openAnswers(host, metricsPath);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = tryUrl(request);
    const openAnswer = url && open.get(url.pathname);
    // Probes and scrapers use whatever name reaches them, which matters on an outside address only.
    const mayComeByAnyName = openAnswer !== undefined && !isLoopback(bind.host);
    const refusal = mayComeByAnyName ? undefined : foreignRequest(request, bind);
    if (url === undefined) {
      send(response, errorAnswer(new BalancerError("UNKNOWN_METHOD", "the address is not valid")));
    } else if (refusal) {
      send(response, errorAnswer(refusal, { connection: "close" }));
    } else if (openAnswer) {
      sendOpen(openAnswer, request, response);
    } else if (url.pathname === "/api" || url.pathname.startsWith("/api/")) {
      // SECURITY: every call of the API needs the token, also those that only read.
      if (isToken(bearerToken(request.headers.authorization), token)) {
        await rest(request, response, url);
      } else {
        send(response, unauthenticated());
      }
    } else {
      await serveStaticFile(rendererDirectory, request, response, url.pathname);
    }
  };

  const server = createServer(
    { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000 },
    (request, response) => {
      handle(request, response).catch((error: unknown) => send(response, errorAnswer(error)));
    },
  );
  server.maxConnections = maxConnections;
  server.keepAliveTimeout = 5_000;
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = foreignRequest(request, bind);
    if (refusal) refuseUpgrade(socket, refusal);
    else if (tryUrl(request)?.pathname === "/rpc") sockets.upgrade(request, socket, head);
    else refuseUpgrade(socket, new BalancerError("UNKNOWN_METHOD", "only /rpc is a WebSocket"));
  });

  const address = await listen(server, bind);
  const url = `http://${formatAddress(reachable(address))}`;
  return {
    address,
    url,
    urlWithToken: `${url}/#token=${token}`,
    close() {
      streams.close();
      sockets.close();
      return closeServer(server);
    },
  };
}

/** Why a request must not be answered, if so: it names another host, or comes from a page of another site. */
function foreignRequest({ headers }: IncomingMessage, bind: Address): BalancerError | undefined {
  if (!isTrustedHost(headers.host, bind)) {
    return new BalancerError(
      "FORBIDDEN_ORIGIN",
      `this console does not answer to the host "${headers.host ?? ""}"`,
    );
  }
  if (!isTrustedOrigin(headers.origin, headers.host)) {
    return new BalancerError(
      "FORBIDDEN_ORIGIN",
      `pages of "${headers.origin ?? ""}" may not use this console`,
    );
  }
  return undefined;
}

function unauthenticated() {
  return errorAnswer(
    new BalancerError("UNAUTHENTICATED", 'send the token as "Authorization: Bearer TOKEN"'),
    { "www-authenticate": "Bearer", connection: "close" },
  );
}

function tryUrl({ url = "/" }: IncomingMessage): URL | undefined {
  try {
    // Joined, not resolved: a target that begins with two slashes would name another host.
    return url.startsWith("/") ? new URL(`http://console${url}`) : undefined;
  } catch {
    return undefined;
  }
}

async function listen(server: Server, bind: Address): Promise<Address> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, bind)));
    server.listen({ host: bind.host, port: bind.port }, resolve);
  });
  server.removeAllListeners("error");
  // After listening only accept errors are left (out of file descriptors); they pass.
  server.on("error", () => {});
  const address = server.address();
  return typeof address === "object" && address !== null
    ? { host: address.address, port: address.port }
    : bind;
}

function listenError(error: NodeJS.ErrnoException, bind: Address): BalancerError {
  const place = `console: address ${formatAddress(bind)}`;
  if (error.code === "EADDRINUSE") {
    return new BalancerError("LISTENER_PORT_IN_USE", `${place} is already in use`, {
      cause: error,
      details: { address: formatAddress(bind) },
    });
  }
  if (error.code === "EACCES") {
    return new BalancerError("LISTENER_PORT_FORBIDDEN", `${place} may not be listened on`, {
      cause: error,
    });
  }
  return new BalancerError("LISTENER_FAILED", `${place} could not be opened: ${error.code ?? ""}`, {
    cause: error,
  });
}

/** A wildcard address is no place to go to; this machine reaches it by loopback. */
function reachable({ host, port }: Address): Address {
  if (host === "0.0.0.0") return { host: "127.0.0.1", port };
  if (host === "::") return { host: "::1", port };
  return { host, port };
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), closeWithinMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
