// The part of an address that an address hash goes by: three octets of IPv4, all sixteen of IPv6. Addresses come from sockets and
// checked header fields; what is none gives the octets nginx takes for clients without an address.

const noAddress = [0, 0, 0];
const mappedPrefix = /^::ffff:(?=\d+\.)/i;

export function addressOctets(address: string): readonly number[] {
  const text = address.replace(mappedPrefix, "");
  return text.includes(":") ? ipv6Octets(text) : ipv4Octets(text);
}

function ipv4Octets(text: string): readonly number[] {
  const octets: number[] = [];
  let octet = 0;
  for (let at = 0; at < text.length && octets.length < 3; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2e) {
      octets.push(octet);
      octet = 0;
    } else octet = (octet * 10 + code - 0x30) & 0xff;
  }
  return octets.length === 3 ? octets : noAddress;
}

function ipv6Octets(text: string): readonly number[] {
  const [address = ""] = text.split("%");
  const [head = "", tail] = address.split("::");
  const first = groupsOf(head);
  const last = tail === undefined ? [] : groupsOf(tail);
  const missing = 8 - first.length - last.length;
  if (missing < 0 || (tail === undefined && missing > 0)) return noAddress;
  const groups = [...first, ...new Array<number>(missing).fill(0), ...last];
  return groups.flatMap((group) => [group >> 8, group & 0xff]);
}

function groupsOf(text: string): number[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => {
    if (!group.includes(".")) return [Number.parseInt(group, 16) & 0xffff];
    const [one = 0, two = 0, three = 0, four = 0] = group.split(".").map(Number);
    return [(one << 8) | two, (three << 8) | four];
  });
}
