// Sockets that read into one buffer: each keeps what it read, and ends like any other.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { expect, it } from "vitest";
import {
  lendReads,
  readIntoSharedBuffer,
} from "../../balancer-core/proxy/http1/shared-read-buffer.ts";

it("leaves what one connection read to it when another reads", async () => {
  const read: Buffer[] = [];
  const adopted: Socket[] = [];
  const ends: Promise<unknown>[] = [];
  const server = createServer({ allowHalfOpen: true }, (accepted) => {
    const socket = readIntoSharedBuffer(accepted);
    expect(socket).not.toBe(accepted);
    adopted.push(socket);
    socket.on("data", (bytes: Buffer) => {
      read.push(bytes);
      socket.write("ok");
    });
    ends.push(once(socket, "end"));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const clients: Socket[] = [];
  for (const text of ["first", "other"]) {
    const client = connect(port, "127.0.0.1");
    clients.push(client);
    client.write(text);
    expect(String((await once(client, "data"))[0])).toBe("ok");
  }
  expect(read.map(String)).toEqual(["first", "other"]);
  expect(adopted[0]?.remotePort).toBe(clients[0]?.localPort);

  // The end of one side is heard while the other may still write.
  for (const client of clients) client.end();
  await Promise.all(ends);
  const closed = clients.map((client) => once(client, "close"));
  for (const socket of adopted) socket.end("bye");
  for (const client of clients) client.resume();
  await Promise.all(closed);
  await new Promise((resolve) => server.close(resolve));
});

it("lends what a connection reads to who asks for it, and copies again when nobody does", async () => {
  const lent: Buffer[] = [];
  const heard: string[] = [];
  const server = createServer((accepted) => {
    expect(lendReads(accepted, null)).toBe(false);
    const socket = readIntoSharedBuffer(accepted);
    const answer = () => void socket.write("ok");
    socket.on("data", (bytes: Buffer) => {
      heard.push(bytes.toString());
      answer();
    });
    lendReads(socket, (buffer, end) => {
      const bytes = buffer.subarray(0, end);
      lent.push(bytes);
      expect(bytes.toString()).toBe("first");
      lendReads(socket, null);
      answer();
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  for (const text of ["first", "other"]) {
    client.write(text);
    await once(client, "data");
  }
  expect(heard).toEqual(["other"]);
  // What was lent has been read over.
  expect(lent.map(String)).toEqual(["other"]);
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});
