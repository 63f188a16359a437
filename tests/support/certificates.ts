// Certificates for tests: an authority per file of tests and leaves as wanted, in a folder of the test's own.
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { issueAuthority, issueLeaf } from "../../balancer-core/proxy/tls/issue-certificate.ts";

export const dayMs = 86_400_000;
const name = "Evenkeel test authority";
export const testAuthority = { ...issueAuthority(name, Date.now()), name };

/** Writes `<stem>.crt` and `<stem>.key` and gives the pair as a listener's configuration names it. */
export function writeCertificate(
  folder: string,
  stem: string,
  names: readonly string[],
  issuedAt = Date.now(),
): { cert: string; key: string } {
  const { cert, key } = issueLeaf(testAuthority, names, issuedAt);
  writeText(folder, `${stem}.crt`, cert);
  writeText(folder, `${stem}.key`, key);
  return { cert: `${stem}.crt`, key: `${stem}.key` };
}

let writes = 0;

/** Each write gets a time of its own, however coarse the file system's clock. */
export function writeText(folder: string, path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o600 });
  const at = Date.now() / 1_000 + ++writes;
  utimesSync(file, at, at);
}

export interface TlsClientOptions {
  readonly serverName?: string;
  readonly ca?: string;
  readonly session?: Buffer;
  readonly protocols?: string[];
  readonly maxVersion?: "TLSv1.2" | "TLSv1.3";
}

/** Resolves once the handshake is over and the certificate was believed; rejects otherwise. */
export function connectTls(address: string, options: TlsClientOptions = {}): Promise<TLSSocket> {
  const { hostname, port } = new URL(`http://${address}`);
  const {
    serverName = "localhost",
    ca = testAuthority.cert,
    session,
    protocols,
    maxVersion,
  } = options;
  return new Promise((resolve, reject) => {
    const socket = connect(
      {
        host: hostname,
        port: Number(port),
        servername: serverName,
        ca,
        ALPNProtocols: protocols ?? ["http/1.1"],
        ...(session ? { session } : {}),
        ...(maxVersion ? { maxVersion } : {}),
      },
      () => resolve(socket),
    );
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed before the handshake was over")));
  });
}

/** Sends a request that ends the connection and resolves with everything that came back. */
export function exchange(socket: TLSSocket, lines: readonly string[] = []): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    socket.setEncoding("latin1");
    socket.on("data", (part: string) => {
      text += part;
    });
    socket.on("end", () => resolve(text));
    socket.on("error", reject);
    const head = ["GET / HTTP/1.1", "Host: localhost", "Connection: close", ...lines];
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
  });
}
