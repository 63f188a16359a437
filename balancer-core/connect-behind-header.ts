// A TLS connection to a server that reads a PROXY header first, in the clear, as the specification has it.
import { connect } from "node:net";
import { type ConnectionOptions, connect as connectSecurely, type TLSSocket } from "node:tls";

export function connectBehindHeader(header: Buffer, options: ConnectionOptions): TLSSocket {
  const { host = "", port = 0 } = options;
  const plain = connect({ host, port, allowHalfOpen: true });
  // Waits until the connection is there, and so does the handshake behind it.
  plain.write(header);
  const secured = connectSecurely({ ...options, socket: plain });
  plain.on("error", (error) => secured.destroy(error));
  plain.on("close", () => secured.destroy());
  secured.on("close", () => plain.destroy());
  return secured;
}
