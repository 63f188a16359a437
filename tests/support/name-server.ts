// A name server that gives several addresses for one name, in turns: dnsmasq where it is installed, as people set it up, else ours.
import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { startDnsStub } from "./dns-stub.ts";

export interface NameServer {
  readonly kind: "dnsmasq" | "stub";
  /** As `Resolver.setServers` takes it. */
  readonly address: string;
  close(): void;
}

export async function startNameServer(
  name: string,
  addresses: readonly string[],
): Promise<NameServer> {
  const program = findProgram("dnsmasq");
  if (program === undefined) return { kind: "stub", ...(await startDnsStub(name, addresses)) };
  const port = await freeUdpPort();
  const child = spawn(
    program,
    [
      "--keep-in-foreground",
      "--conf-file=/dev/null",
      "--no-resolv",
      "--no-hosts",
      "--pid-file=",
      "--user=",
      "--bind-interfaces",
      "--listen-address=127.0.0.1",
      `--port=${port}`,
      ...addresses.map((address) => `--host-record=${name},${address}`),
    ],
    { stdio: "ignore" },
  );
  const address = `127.0.0.1:${port}`;
  await whenItAnswers(address, name);
  return { kind: "dnsmasq", address, close: () => void child.kill() };
}

/** Distributions put it where only root looks. */
function findProgram(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(":"), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  return port;
}

async function whenItAnswers(address: string, name: string): Promise<void> {
  const resolver = new Resolver({ timeout: 200, tries: 1 });
  resolver.setServers([address]);
  for (let attempt = 0; attempt < 50; attempt++) {
    if (await resolver.resolve4(name).catch(() => undefined)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`dnsmasq on ${address} does not answer`);
}
