// Two sockets piped into each other, a server per connection in turn: what moving the bytes costs Node and no more.
// Arguments: port, ports of the servers.
// @ts-check
import { connect, createServer } from "node:net";

const [port, backends = ""] = process.argv.slice(2);
const targets = backends.split(",").map(Number);
let turn = 0;

createServer({ noDelay: true }, (client) => {
  const target = targets[turn++ % targets.length] ?? 0;
  const server = connect({ port: target, host: "127.0.0.1", noDelay: true });
  client.pipe(server).pipe(client);
  client.on("error", () => server.destroy());
  server.on("error", () => client.destroy());
}).listen(Number(port), "127.0.0.1");
