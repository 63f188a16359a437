// Rules about TLS between fields: which listeners have certificates, and what a listener that only reads names can match.
import type { ListenerConfig } from "../contract/config-listener.ts";
import type { Config } from "../contract/config-schema.ts";
import { type Finding, invalid, type Path } from "./finding.ts";

export function tlsFindings({ listeners }: Config): Finding[] {
  return listeners.flatMap((listener, index) => {
    const path = ["listeners", index];
    return [...certificateFindings(listener, path), ...passthroughFindings(listener, path)];
  });
}

function certificateFindings({ protocol, tls }: ListenerConfig, path: Path): Finding[] {
  if (protocol !== "https") {
    return tls ? [invalid([...path, "tls"], "tls: only an https listener has certificates")] : [];
  }
  if (tls && (tls.selfSigned || tls.certificates.length > 0)) return [];
  const needed = "an https listener needs tls.certificates or tls.selfSigned: true";
  return [invalid(tls ? [...path, "tls"] : [...path, "protocol"], needed)];
}

function passthroughFindings({ protocol, pool, routes }: ListenerConfig, path: Path): Finding[] {
  if (protocol !== "tls-passthrough") return [];
  const findings = routes.flatMap(({ match }, index) =>
    Object.keys(match)
      .filter((key) => key !== "host")
      .map((key) =>
        invalid(
          [...path, "routes", index, "match", key],
          `${key}: a tls-passthrough listener sees only the host`,
        ),
      ),
  );
  if (pool === undefined && routes.length === 0) {
    findings.push(invalid([...path, "pool"], "a tls-passthrough listener needs routes or a pool"));
  }
  return findings;
}
