// One certificate with its key, read and checked: for which names it stands, how long it holds, and the context to serve it with.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { BalancerError } from "../../contract/balancer-error.ts";
import { sentence } from "../../contract/sentences.ts";
import type { CertificateAndKey } from "./issue-certificate.ts";

export interface Identity extends CertificateAndKey {
  /** What people know it by: its file, or `selfSigned`. */
  readonly label: string;
  /** DNS names it stands for, lower case, wildcards too. */
  readonly names: readonly string[];
  /** Wall times. */
  readonly validFrom: number;
  readonly validTo: number;
}

export type Verdict = "good" | "not-yet-valid" | "expiring" | "expired";

const warnBeforeMs = 14 * 86_400_000;

/** Throws INVALID_CONFIG with `details.part`: which of the two cannot be read, or `key` when they do not belong together. */
export function createIdentity(label: string, pair: CertificateAndKey): Identity {
  const certificate = attempt(
    () => new X509Certificate(pair.cert),
    "cert",
    sentence("CERTIFICATE_WRONG", { file: label }),
  );
  const key = attempt(
    () => createPrivateKey(pair.key),
    "key",
    sentence("KEY_WRONG", { file: label }),
  );
  if (!certificate.checkPrivateKey(key)) {
    const message = sentence("KEY_NOT_MATCHING", { file: label });
    throw new BalancerError("INVALID_CONFIG", message, { details: { part: "key" } });
  }
  return {
    ...pair,
    label,
    names: dnsNames(certificate.subjectAltName ?? ""),
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
  };
}

export function verdictOf({ validFrom, validTo }: Identity, wallTimeMs: number): Verdict {
  if (wallTimeMs < validFrom) return "not-yet-valid";
  if (wallTimeMs >= validTo) return "expired";
  return wallTimeMs >= validTo - warnBeforeMs ? "expiring" : "good";
}

/** What is wrong with it, for people; null when nothing is. */
export function describeVerdict(identity: Identity, verdict: Verdict): string | null {
  const { label, validFrom, validTo } = identity;
  const day = (wallTimeMs: number) => new Date(wallTimeMs).toISOString().slice(0, 10);
  switch (verdict) {
    case "good":
      return null;
    case "not-yet-valid":
      return sentence("CERTIFICATE_TOO_NEW", { file: label, day: day(validFrom) });
    case "expiring":
      return sentence("CERTIFICATE_EXPIRES", { file: label, day: day(validTo) });
    case "expired":
      return sentence("CERTIFICATE_EXPIRED", { file: label, day: day(validTo) });
  }
}

/** SECURITY: a quoted entry holds characters no host name has, so it is passed over rather than taken apart. */
function dnsNames(subjectAltName: string): string[] {
  return subjectAltName
    .split(", ")
    .filter((entry) => /^DNS:[^"]/.test(entry))
    .map((entry) => entry.slice(4).toLowerCase());
}

function attempt<Result>(read: () => Result, part: "cert" | "key", message: string): Result {
  try {
    return read();
  } catch (cause) {
    throw new BalancerError("INVALID_CONFIG", message, { cause, details: { part } });
  }
}
