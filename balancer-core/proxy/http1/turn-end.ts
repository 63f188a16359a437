// Writes at the end of the event loop's turn. Under load one turn reads many sockets; what is to be written to any of them waits
// until all are read, so that Node tidies up after its streams once a turn instead of once a write, pieces for one socket become
// one system call, and the processes on the other side are woken less often. With little to do nobody waits for others: what one
// callback writes goes out behind it. Much content is written at once: it saves nothing by waiting, and the processor has it at
// hand only now.
import type { Socket } from "node:net";
import { giveBackRelayBuffer, isRelayBuffer } from "../relay-buffers.ts";

/** Those corked in this turn; none holds back longer than it lasts. */
const corked: Socket[] = [];
/** With fewer sockets written to in a turn the whole process rests most of the time, and latency counts more than its cost. */
const busySockets = 8;
/** A write of so much costs what it costs, however many are made of it. */
const muchBytes = 16_384;
let isInTurn = false;
/** How many were in this turn, and whether this turn or the one before had enough of them. */
let socketsInTurn = 0;
let isBusy = false;
/** Relay buffers that were written, and to whom, until the system has them. */
const borrowed: { readonly socket: Socket; readonly bytes: Buffer }[] = [];
/** Slow readers may hold so many; of the others the collector takes care. */
const mostBorrowed = 64;

/** Writes in order with everything else written to the socket. A string is one character per byte. */
export function writeAtTurnEnd(socket: Socket, bytes: Buffer | string): void {
  const isMuch = bytes.length >= muchBytes;
  if (!isMuch && socket.writableCorked === 0) {
    socket.cork();
    corked.push(socket);
    startTurn();
    if (++socketsInTurn >= busySockets) isBusy = true;
    else if (!isBusy && corked.length === 1) process.nextTick(uncorkAll);
  }
  socket.write(bytes, "latin1");
  if (isMuch) writeNow(socket);
  if (typeof bytes === "string" || !isRelayBuffer(bytes)) return;
  if (socket.writableLength === 0) giveBackRelayBuffer(bytes);
  else {
    borrowed.push({ socket, bytes });
    startTurn();
  }
}

function startTurn(): void {
  if (isInTurn) return;
  isInTurn = true;
  setImmediate(endTurn);
}

/** Hands what was written to the system now, for a socket that is about to be cut. */
export function writeNow(socket: Socket): void {
  while (socket.writableCorked > 0) socket.uncork();
}

function endTurn(): void {
  isInTurn = false;
  isBusy = socketsInTurn >= busySockets;
  socketsInTurn = 0;
  uncorkAll();
}

function uncorkAll(): void {
  // Uncorking may emit `drain`, whose listeners may write again: that is for the next turn.
  for (const socket of corked.splice(0)) socket.uncork();
  let waiting = 0;
  for (const loan of borrowed) {
    if (loan.socket.writableLength === 0) giveBackRelayBuffer(loan.bytes);
    else if (!loan.socket.destroyed && waiting < mostBorrowed) borrowed[waiting++] = loan;
  }
  borrowed.length = waiting;
}
