// Programs of others that some tests hold the balancer against: finds them, or installs Debian's where this user may.
import { findProgram, installPackages } from "../headless/launch/debian.mjs";

const peers = [
  { program: "nginx", package: "nginx-light", skips: "the two-hop smuggling test behind nginx" },
  { program: "haproxy", package: "haproxy", skips: "PROXY headers held against HAProxy" },
  { program: "h2load", package: "nghttp2-client", skips: "HTTP/2 clients of nghttp2" },
  {
    program: "dnsmasq",
    package: "dnsmasq-base",
    skips: "dnsmasq as the name server of several balancers (a stub of ours stands in)",
  },
];

/** Says of each program that is still missing what is skipped for want of it. */
export async function ensurePeers() {
  const isMissing = ({ program }) => findProgram(program) === undefined;
  const wanted = peers.filter(isMissing);
  if (wanted.length === 0) return;
  const why = await installPackages(wanted.map((peer) => peer.package));
  for (const { program, skips } of wanted.filter(isMissing)) {
    process.stdout.write(
      `${program} is missing (${why ?? "not in its package"}); skipped: ${skips}.\n`,
    );
  }
}
