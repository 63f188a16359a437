// Rules about whom a listener believes: each entry is a network, and only where fields that could be believed are read.
import type { Config } from "../contract/config-schema.ts";
import { readNetwork } from "../proxy/trusted-proxies.ts";
import { type Finding, invalid } from "./finding.ts";

export function trustFindings({ listeners }: Config): Finding[] {
  return listeners.flatMap(({ protocol, trustedProxies }, index) => {
    const path = ["listeners", index, "trustedProxies"];
    if (trustedProxies.length > 0 && protocol !== "http" && protocol !== "https") {
      const rule = `trustedProxies: a ${protocol} listener reads no X-Forwarded-For`;
      return [invalid(path, rule)];
    }
    return trustedProxies.flatMap((network, entry) => {
      if (readNetwork(network) !== undefined) return [];
      const rule = "expected an address or a CIDR network such as 10.0.0.0/8";
      return [invalid([...path, entry], `trustedProxies: ${rule}, not ${JSON.stringify(network)}`)];
    });
  });
}
