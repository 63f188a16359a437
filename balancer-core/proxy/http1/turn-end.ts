// Writes at the end of the event loop's turn. Under load one turn reads many sockets; what is to be written to any of them waits
// until all are read, so that Node tidies up after its streams once a turn instead of once a write, pieces for one socket become
// one system call, and the processes on the other side are woken less often. With little to do nobody waits for others: what one
// callback writes goes out behind it. Much content is written at once: it saves nothing by waiting, and the processor has it at
// hand only now.
import type { Socket } from "node:net";
import { giveBackRelayBuffer, isRelayBuffer } from "../relay-buffers.ts";

/** What is to be written in this turn, in order: `pieces[index]` to `sockets[index]`, for as many as wait. No longer than it lasts. */
const sockets: (Socket | null)[] = [];
const pieces: (Buffer | string)[] = [];
let waiting = 0;
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

/**
 * Writes in order with everything else written so to the socket. A string is one character per byte. Before the socket is ended, cut
 * or written to otherwise, `writeNow` must be called.
 */
export function writeAtTurnEnd(socket: Socket, bytes: Buffer | string): void {
  if (bytes.length >= muchBytes) {
    writeNow(socket);
    write(socket, bytes);
    return;
  }
  startTurn();
  const isOther = waiting === 0 || sockets[waiting - 1] !== socket;
  sockets[waiting] = socket;
  pieces[waiting] = bytes;
  waiting++;
  if (!isOther) return;
  if (++socketsInTurn >= busySockets) isBusy = true;
  else if (!isBusy && waiting === 1) process.nextTick(writeAll);
}

/** Hands what waits to be written to a socket to the system now. */
export function writeNow(socket: Socket): void {
  for (let index = 0; index < waiting; index++) {
    if (sockets[index] === socket) write(socket, takePiece(index));
  }
}

function startTurn(): void {
  if (isInTurn) return;
  isInTurn = true;
  setImmediate(endTurn);
}

function endTurn(): void {
  isInTurn = false;
  isBusy = socketsInTurn >= busySockets;
  socketsInTurn = 0;
  writeAll();
}

function writeAll(): void {
  let isCorked = false;
  for (let index = 0; index < waiting; index++) {
    const socket = sockets[index];
    if (socket == null) continue;
    // Several pieces for one socket become one system call.
    const goesOn = index + 1 < waiting && sockets[index + 1] === socket;
    if (goesOn && !isCorked) {
      isCorked = true;
      socket.cork();
    }
    write(socket, takePiece(index));
    if (goesOn || !isCorked) continue;
    isCorked = false;
    socket.uncork();
  }
  waiting = 0;
  giveBackBorrowed();
}

/** The places are kept for the next turn, but nothing that was in them. */
function takePiece(index: number): Buffer | string {
  const piece = pieces[index] as Buffer | string;
  sockets[index] = null;
  pieces[index] = "";
  return piece;
}

function write(socket: Socket, bytes: Buffer | string): void {
  // What is for a socket that is gone meanwhile is nobody's: it says so to nobody.
  socket.write(bytes, "latin1");
  if (typeof bytes === "string" || !isRelayBuffer(bytes)) return;
  if (socket.writableLength === 0) giveBackRelayBuffer(bytes);
  else {
    borrowed.push({ socket, bytes });
    startTurn();
  }
}

function giveBackBorrowed(): void {
  let kept = 0;
  for (const loan of borrowed) {
    if (loan.socket.writableLength === 0) giveBackRelayBuffer(loan.bytes);
    else if (!loan.socket.destroyed && kept < mostBorrowed) borrowed[kept++] = loan;
  }
  borrowed.length = kept;
}
