// Files that a configuration names: certificates with their keys, and authorities. Each must be there, be read and fit.
import { X509Certificate } from "node:crypto";
import { BalancerError } from "../contract/balancer-error.ts";
import type { Config } from "../contract/config-schema.ts";
import { readPemFile } from "../pem-file.ts";
import { createIdentity } from "../proxy/tls/identity.ts";
import { type Finding, invalid, type Path } from "./finding.ts";

export function fileFindings({ listeners, pools }: Config, directory: string): Finding[] {
  return [
    ...listeners.flatMap(({ protocol, tls }, listener) =>
      (protocol === "https" ? (tls?.certificates ?? []) : []).flatMap((pair, index) =>
        pairFindings(pair, ["listeners", listener, "tls", "certificates", index], directory),
      ),
    ),
    ...pools.flatMap(({ upstream }, pool) =>
      authorityFindings(upstream.ca, ["pools", pool, "upstream", "ca"], directory),
    ),
  ];
}

function pairFindings(pair: { cert: string; key: string }, path: Path, directory: string) {
  let part: "cert" | "key" = "cert";
  try {
    const cert = readPemFile(directory, pair.cert);
    part = "key";
    const key = readPemFile(directory, pair.key);
    createIdentity(pair.cert, { cert, key });
    return [];
  } catch (error) {
    const details = error instanceof BalancerError ? error.details : undefined;
    if (isAboutPart(details)) part = details.part;
    return [invalid([...path, part], reasonOf(error))];
  }
}

function authorityFindings(file: string | undefined, path: Path, directory: string): Finding[] {
  if (file === undefined) return [];
  try {
    const text = readPemFile(directory, file);
    try {
      new X509Certificate(text);
      return [];
    } catch {
      return [invalid(path, `file "${file}": expected a certificate in PEM`)];
    }
  } catch (error) {
    return [invalid(path, reasonOf(error))];
  }
}

function isAboutPart(details: unknown): details is { part: "cert" | "key" } {
  return typeof details === "object" && details !== null && "part" in details;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
