// The workspace's own certificate authority: `tls/ca.crt`, to be trusted by whoever wants to, and `tls/ca.key`, made once.
import { X509Certificate } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemCode } from "../../errors.ts";
import { type CertificateAndKey, issueAuthority } from "./issue-certificate.ts";

export interface LocalAuthority extends CertificateAndKey {
  readonly name: string;
}

const authorityName = "Evenkeel local authority";

/** Two listeners that start at once must not make one each. */
const underWay = new Map<string, Promise<LocalAuthority>>();

/** Without a folder a new one, kept nowhere. Rejects with the system's error when the folder cannot be written. */
export function openLocalAuthority(
  directory: string | undefined,
  nowMs: number,
): Promise<LocalAuthority> {
  if (directory === undefined) {
    return Promise.resolve({ ...issueAuthority(authorityName, nowMs), name: authorityName });
  }
  const earlier = underWay.get(directory);
  if (earlier) return earlier;
  const opening = readOrMake(join(directory, "tls"), nowMs).finally(() =>
    underWay.delete(directory),
  );
  underWay.set(directory, opening);
  return opening;
}

async function readOrMake(folder: string, nowMs: number): Promise<LocalAuthority> {
  const certFile = join(folder, "ca.crt");
  const keyFile = join(folder, "ca.key");
  const cert = await readIfThere(certFile);
  const key = await readIfThere(keyFile);
  if (cert !== undefined && key !== undefined && isUsable(cert, nowMs)) {
    return { cert, key, name: authorityName };
  }
  const made = issueAuthority(authorityName, nowMs);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // SECURITY: 0600, or every user of the machine could issue certificates that those who trust this authority believe.
  await replace(keyFile, made.key, 0o600);
  await replace(certFile, made.cert, 0o644);
  return { ...made, name: authorityName };
}

/** Ours, and not about to end. */
function isUsable(cert: string, nowMs: number): boolean {
  try {
    const { subject, validTo } = new X509Certificate(cert);
    return subject === `CN=${authorityName}` && Date.parse(validTo) > nowMs + 400 * 86_400_000;
  } catch {
    return false;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

async function replace(file: string, text: string, mode: number): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, text, { mode });
  await rename(temporary, file);
}
