// Addresses of clients as text: one spelling for each, and their numbers where a header or a table needs them.
import { isIPv4, isIPv6 } from "node:net";

const mappedPrefix = "::ffff:";

/** An address of a socket as it is called everywhere else: IPv4 clients of an IPv6 socket by their IPv4 address. */
export function plainAddress(address: string): string {
  return address.startsWith(mappedPrefix) && isIPv4(address.slice(mappedPrefix.length))
    ? address.slice(mappedPrefix.length)
    : address;
}

/** The one spelling of an address that somebody else wrote (RFC 5952), or undefined when it is none or has a zone. */
export function readAddress(text: string): string | undefined {
  if (isIPv4(text)) return text;
  if (!isIPv6(text) || text.includes("%")) return undefined;
  return ipv6Text(ipv6Groups(text));
}

/** The eight numbers of an IPv6 address; IPv4 is mapped into it. A zone is left out. */
export function ipv6Groups(address: string): number[] {
  if (isIPv4(address)) return [0, 0, 0, 0, 0, 0xffff, ...ipv4Groups(address)];
  const [head = "", tail] = (address.split("%")[0] ?? "").split("::");
  const before = groupsOf(head);
  const after = groupsOf(tail ?? "");
  const missing = Math.max(0, 8 - before.length - after.length);
  return [...before, ...new Array<number>(missing).fill(0), ...after];
}

/** The address of eight numbers; one that maps IPv4 is IPv4. */
export function ipv6Text(groups: readonly number[]): string {
  const [high = 0, low = 0] = groups.slice(6);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `${high >> 8}.${high & 0xff}.${low >> 8}.${low & 0xff}`;
  }
  const written = groups.map((group) => group.toString(16)).join(":");
  // The longest run of zeros is written short, as URLs do it.
  return new URL(`http://[${written}]/`).hostname.slice(1, -1);
}

function groupsOf(text: string): number[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => {
    return group.includes(".") ? ipv4Groups(group) : [Number.parseInt(group, 16)];
  });
}

function ipv4Groups(address: string): number[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
  return [a * 256 + b, c * 256 + d];
}
