// No two sockets of one configuration on the same address: listeners, simulated servers and the console.
import type { Config } from "../contract/config-schema.ts";
import { tryAddress } from "../contract/units.ts";
import { type Finding, invalid, type Path } from "./finding.ts";

interface Bind {
  readonly owner: string;
  readonly path: Path;
  readonly host: string;
  readonly port: number;
}

const everyInterface = new Set(["0.0.0.0", "::"]);

/** Compares hosts as written, except that `localhost` is 127.0.0.1 and a wildcard overlaps every host. Port 0 never clashes. */
export function bindFindings(config: Config): Finding[] {
  const byPort = new Map<number, Bind[]>();
  const findings: Finding[] = [];
  for (const bind of bindsOf(config)) {
    if (bind.port === 0) continue;
    const others = byPort.get(bind.port) ?? [];
    const clash = others.find((other) => overlap(bind.host, other.host));
    if (clash) findings.push(invalid(bind.path, `bind: the address is taken by ${clash.owner}`));
    byPort.set(bind.port, [...others, bind]);
  }
  return findings;
}

function bindsOf({ listeners, lab, console }: Config): Bind[] {
  const bind = (owner: string, path: Path, text: string): Bind[] => {
    const address = tryAddress(text);
    if (!address) return [];
    const host = address.host.toLowerCase();
    return [{ owner, path, host: host === "localhost" ? "127.0.0.1" : host, port: address.port }];
  };
  return [
    ...listeners.flatMap(({ id, bind: text }, index) =>
      bind(`listener "${id}"`, ["listeners", index, "bind"], text),
    ),
    ...lab.servers.flatMap(({ id, bind: text }, index) =>
      bind(`lab server "${id}"`, ["lab", "servers", index, "bind"], text),
    ),
    ...(console ? bind("the console", ["console", "bind"], console.bind) : []),
  ];
}

function overlap(host: string, other: string): boolean {
  return host === other || everyInterface.has(host) || everyInterface.has(other);
}
