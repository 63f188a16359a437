// How a simulated HTTP server writes an answer: whole, slowly, or cut short in the middle of its body.
import type { ServerResponse } from "node:http";
import { slowBodyMs } from "../contract/lab-faults.ts";
import type { Clock } from "../ports.ts";

export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly flaw?: "slow-body" | "truncated-body" | undefined;
}

export interface SendAnswerOptions {
  readonly response: ServerResponse;
  readonly clock: Clock;
  /** Id of the server that answers. */
  readonly server: string;
  readonly answer: Answer;
}

/** A slow body comes in so many pieces. */
const pieces = 10;

export function sendAnswer({ response, clock, server, answer }: SendAnswerOptions): void {
  if (response.destroyed) return;
  const body = Buffer.from(`${JSON.stringify({ server, ...answer.body })}\n`);
  response.writeHead(answer.status, {
    "Content-Type": "application/json",
    "Content-Length": body.byteLength,
    "X-Sim-Server": server,
  });
  if (answer.flaw === "truncated-body") {
    // With the head on its way first, or nothing of the answer would be seen.
    response.write(body.subarray(0, body.byteLength / 2), () => response.destroy());
  } else if (answer.flaw === "slow-body") trickle(response, body, clock);
  else response.end(body);
}

function trickle(response: ServerResponse, body: Buffer, clock: Clock): void {
  const pieceBytes = Math.ceil(body.byteLength / pieces);
  let sent = 0;
  const timer = clock.every(slowBodyMs / pieces, () => {
    const piece = body.subarray(sent, sent + pieceBytes);
    sent += piece.byteLength;
    if (sent < body.byteLength) response.write(piece);
    else {
      timer.cancel();
      response.end(piece);
    }
  });
  response.flushHeaders();
  response.once("close", () => timer.cancel());
}
