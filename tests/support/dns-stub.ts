// A name server for one name: gives all its addresses, beginning with another one each time, as a resolver with several A records
// does. Knows nothing else and answers everything else with "no such name".
import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";

export interface DnsStub {
  /** As `Resolver.setServers` takes it. */
  readonly address: string;
  close(): void;
}

const typeA = 1;

export async function startDnsStub(name: string, addresses: readonly string[]): Promise<DnsStub> {
  const socket = createSocket("udp4");
  let turn = 0;
  socket.on("message", (query: Buffer, from: RemoteInfo) => {
    const question = readQuestion(query);
    if (question === undefined) return;
    const isKnown = question.name.toLowerCase() === name && question.type === typeA;
    const first = turn++ % addresses.length;
    const turned = [...addresses.slice(first), ...addresses.slice(0, first)];
    socket.send(answer(query, question.end, isKnown ? turned : null), from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    address: `127.0.0.1:${socket.address().port}`,
    close: () => void socket.close(),
  };
}

/** RFC 1035, 4.1.2: labels up to an empty one, then type and class. */
function readQuestion(query: Buffer) {
  const labels: string[] = [];
  let at = 12;
  for (;;) {
    const length = query[at];
    if (length === undefined || length > 63) return undefined;
    at += 1;
    if (length === 0) break;
    labels.push(query.toString("latin1", at, at + length));
    at += length;
  }
  if (query.length < at + 4) return undefined;
  return { name: labels.join("."), type: query.readUInt16BE(at), end: at + 4 };
}

/** Null: there is no such name. Records live for no time, so that nobody keeps them. */
function answer(query: Buffer, questionEnd: number, addresses: readonly string[] | null): Buffer {
  const head = Buffer.from(query.subarray(0, questionEnd));
  head.writeUInt16BE(addresses === null ? 0x8183 : 0x8180, 2);
  head.writeUInt16BE(addresses?.length ?? 0, 6);
  head.writeUInt32BE(0, 8);
  const records = (addresses ?? []).map((address) => {
    const record = Buffer.alloc(16);
    // The name is the question's.
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(typeA, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt16BE(4, 10);
    Buffer.from(address.split(".").map(Number)).copy(record, 12);
    return record;
  });
  return Buffer.concat([head, ...records]);
}
