// What the schema knows and the product cannot do yet. Each is a problem naming key and value, never silently ignored;
// a row leaves this file in the change that makes it work.
import type { Config } from "../contract/config-schema.ts";
import { type Finding, unsupported } from "./finding.ts";

export function unsupportedFindings(config: Config): Finding[] {
  return [...trafficOverTls(config), ...trafficBehindHeaders(config)];
}

/** Generators send no PROXY header, without which such a listener closes their connections. */
function trafficBehindHeaders({ listeners, lab }: Config): Finding[] {
  const accepting = new Set(
    listeners.filter(({ proxyProtocol }) => proxyProtocol === "accept").map(({ id }) => id),
  );
  return lab.traffic.flatMap(({ target }, index) => {
    if (!accepting.has(target)) return [];
    const message = 'traffic to a listener with proxyProtocol "accept" is not supported yet';
    return [unsupported(["lab", "traffic", index, "target"], message)];
  });
}

/** Generators know no name to ask for, so what they sent to such a listener would only be failed handshakes. */
function trafficOverTls({ listeners, lab }: Config): Finding[] {
  const secured = new Map(
    listeners
      .filter(({ protocol }) => protocol === "tls-passthrough")
      .map(({ id, protocol }) => [id, protocol]),
  );
  return lab.traffic.flatMap(({ target }, index) => {
    const protocol = secured.get(target);
    if (protocol === undefined) return [];
    const message = `traffic to a listener of protocol "${protocol}" is not supported yet`;
    return [unsupported(["lab", "traffic", index, "target"], message)];
  });
}
