// Files a configuration names: what is missing or does not fit is a problem at the path of the very file.
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../balancer-core/config/parse.ts";
import { writeCertificate, writeText } from "../../support/certificates.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function problemsOf(directory: string, certificates: object[], ca?: string): string[] {
  const document = {
    version: 1,
    listeners: [
      { id: "web", protocol: "https", bind: "127.0.0.1:0", pool: "app", tls: { certificates } },
    ],
    pools: [{ id: "app", ...(ca ? { upstream: { ca } } : {}), servers: ["127.0.0.1:1"] }],
  };
  const parsed = parseConfig(JSON.stringify(document), { directory });
  const problems = parsed.ok ? [] : parsed.problems.filter(({ code }) => code === "INVALID_CONFIG");
  return problems.map(({ path, message }) => `${path}: ${message}`);
}

describe("certificate files of a configuration", () => {
  it("are fine when they are there and fit", () => {
    const folder = temporaryFolder();
    const pair = writeCertificate(folder, "certs/site", ["localhost"]);
    expect(problemsOf(folder, [pair], "certs/site.crt")).toEqual([]);
  });

  it("are problems at the file that is missing, cannot be read or does not fit", () => {
    const folder = temporaryFolder();
    const one = writeCertificate(folder, "one", ["localhost"]);
    const two = writeCertificate(folder, "two", ["localhost"]);
    writeText(folder, "bad.pem", "nothing");
    const where = 'listeners.0.tls.certificates.%: listener "web": ';
    const at = (place: string) => where.replace("%", place);
    expect(
      problemsOf(
        folder,
        [
          { cert: "no.crt", key: one.key },
          { cert: one.cert, key: "no.key" },
          { cert: one.cert, key: two.key },
          { cert: "bad.pem", key: one.key },
          { cert: one.cert, key: "bad.pem" },
        ],
        "bad.pem",
      ),
    ).toEqual([
      `${at("0.cert")}file "no.crt" cannot be read: ENOENT`,
      `${at("1.key")}file "no.key" cannot be read: ENOENT`,
      `${at("2.key")}certificate "one.crt": the key does not match`,
      `${at("3.cert")}certificate "bad.pem": expected a certificate in PEM`,
      `${at("4.key")}certificate "one.crt": expected its key in PEM, without a passphrase`,
      'pools.0.upstream.ca: pool "app": file "bad.pem": expected a certificate in PEM',
    ]);
  });

  it("are not looked at without a folder to look in", () => {
    const document = {
      version: 1,
      listeners: [
        {
          id: "web",
          protocol: "https",
          bind: "127.0.0.1:0",
          tls: { certificates: [{ cert: "no.crt", key: "no.key" }] },
        },
      ],
    };
    expect(parseConfig(JSON.stringify(document)).ok).toBe(true);
  });
});
