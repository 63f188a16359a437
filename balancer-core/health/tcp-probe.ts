// One TCP check: connect, and if asked send a text and wait for another. The timeout covers everything.
import { connect } from "node:net";
import type { TcpHealthConfig } from "../contract/config-health.ts";
import { sentence } from "../contract/sentences.ts";
import type { Address } from "../contract/units.ts";
import type { Clock } from "../ports.ts";
import {
  checkHeader,
  longestAnswerBytes,
  noAnswerWithin,
  type ProbeOutcome,
  type ProbeWay,
  plainWay,
  type RunningProbe,
  settleOnce,
} from "./probe.ts";

export function startTcpProbe(
  config: TcpHealthConfig,
  address: Address,
  clock: Clock,
  settle: (outcome: ProbeOutcome) => void,
  way: ProbeWay = plainWay,
): RunningProbe {
  let connected = false;
  let answer = Buffer.alloc(0);
  const socket = connect({ host: address.host, port: config.port ?? address.port });
  const timer = clock.after(config.timeout, () =>
    once.settle(false, noAnswerWithin(config.timeout)),
  );
  const once = settleOnce(settle, () => {
    timer.cancel();
    socket.destroy();
  });

  const header = checkHeader(way, config.port);
  if (header) socket.write(header);
  socket.on("error", (error) => once.fail(error, connected));
  socket.on("connect", () => {
    connected = true;
    const { send, expect } = config;
    if (send === undefined && expect === undefined) return once.settle(true, sentence("CONNECTED"));
    if (send === undefined) return;
    socket.write(send, (error) => {
      if (!error && expect === undefined) once.settle(true, sentence("CONNECTED_AND_SENT"));
    });
  });
  socket.on("data", (chunk) => {
    if (config.expect === undefined) return;
    answer = Buffer.concat([answer, chunk]);
    if (answer.includes(config.expect)) return once.settle(true, sentence("ANSWERED_AS_EXPECTED"));
    // SECURITY: a server that talks without end must not fill our memory.
    if (answer.length >= longestAnswerBytes) once.settle(false, sentence("EXPECTED_NOT_SAID"));
  });
  socket.on("close", () => once.settle(false, sentence("CLOSED_TOO_EARLY")));
  return { cancel: () => once.cancel() };
}
