// Whom a listener lets in at accept: its own limit, the files of the process, and how often a flood is told.
import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { ConnectionGate } from "../../../balancer-core/proxy/connection-gate.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

function startGate(openFiles: number, hasRoom = false) {
  const clock = createFakeClock();
  const counted: string[] = [];
  const warnings: string[] = [];
  const gate = new ConnectionGate({
    clock,
    countOwnAnswer: (code) => void counted.push(code),
    onWarning: (message) => void warnings.push(message),
    makeRoom: () => hasRoom,
    openFiles,
  });
  return { clock, gate, counted, warnings };
}

const socketWith = (fd: number) => ({ _handle: { fd } }) as unknown as Socket;

describe("the gate of a listener", () => {
  it("lets in up to the limit, and counts who is not", () => {
    const { gate, counted, warnings } = startGate(1_000);
    expect(gate.admits(socketWith(20), 1, 2)).toBe(true);
    expect(gate.admits(socketWith(20), 2, 2)).toBe(false);
    expect(counted).toEqual(["CONNECTION_LIMIT"]);
    expect(warnings).toEqual([
      "2 connections are open, as many as it may have; those that wait longest for their client are closed, else new ones",
    ]);
  });

  it("lets in above the limit when another makes room, and counts that one", () => {
    const { gate, counted } = startGate(1_000, true);
    expect(gate.admits(socketWith(20), 2, 2)).toBe(true);
    expect(counted).toEqual(["CONNECTION_LIMIT"]);
  });

  it("keeps an eighth of all files for servers, at least 32", () => {
    const many = startGate(1_000).gate;
    expect(many.admits(socketWith(874), 0, 10_000)).toBe(true);
    expect(many.admits(socketWith(875), 0, 10_000)).toBe(false);
    const few = startGate(100).gate;
    expect(few.admits(socketWith(67), 0, 10_000)).toBe(true);
    expect(few.admits(socketWith(68), 0, 10_000)).toBe(false);
  });

  it("lets in whose number nobody knows", () => {
    const { gate } = startGate(100);
    expect(gate.admits({} as Socket, 0, 1)).toBe(true);
    expect(gate.admits({ _handle: null } as unknown as Socket, 0, 1)).toBe(true);
  });

  it("tells of a flood once a minute", () => {
    const { clock, gate, counted, warnings } = startGate(1_000);
    for (let count = 0; count < 5; count++) gate.admits(socketWith(20), 1, 1);
    expect(warnings).toHaveLength(1);
    clock.advance(60_000);
    gate.admits(socketWith(20), 1, 1);
    expect(warnings).toHaveLength(2);
    expect(counted).toHaveLength(6);
  });
});
