// What goes wrong and what an operator does meanwhile, drawn from one seed: a fault or a change at a time, and one blackout.
import { setTimeout as pause } from "node:timers/promises";
import { BalancerError } from "../../../balancer-core/contract/balancer-error.ts";
import { algorithmNames } from "../../../balancer-core/contract/config-pool.ts";
import type { Random } from "../../../balancer-core/ports.ts";
import type { runningHost } from "../running-host.ts";
import { type ChaoticServer, faults } from "./chaotic-server.ts";

type Host = Awaited<ReturnType<typeof runningHost>>;

/** `guest` comes and goes; the others are changed but stay, so that their counts can be compared at the end. */
export interface ChaosSetting {
  readonly host: Host;
  readonly servers: readonly ChaoticServer[];
  readonly guest: ChaoticServer;
  readonly random: Random;
}

const changeEveryMs = 200;
const faultEveryMs = 150;
const blackoutMs = 700;
const stickiness = ["none", "cookie", "cookie", "source-ip"] as const;

/** Goes on for so long. Resolves with how many changes were made, and how many the host refused with a reason. */
export async function makeChaos(setting: ChaosSetting, durationMs: number) {
  const counts = { changes: 0, refused: 0, faults: 0 };
  const endAt = performance.now() + durationMs;
  const isOver = () => performance.now() >= endAt;
  let isDark = false;

  async function change(): Promise<void> {
    while (!isOver()) {
      try {
        await changeSomething(setting);
        counts.changes++;
      } catch (error) {
        if (!(error instanceof BalancerError)) throw error;
        counts.refused++;
      }
      await pause(changeEveryMs);
    }
  }

  async function harm(): Promise<void> {
    const all = [...setting.servers, setting.guest];
    while (!isOver()) {
      if (!isDark) {
        await pick(all, setting.random).suffer(pick(faults, setting.random));
        counts.faults++;
      }
      await pause(faultEveryMs);
    }
  }

  /** Half-way nobody is there for a moment; then everybody returns. */
  async function darken(): Promise<void> {
    await pause(durationMs / 2);
    isDark = true;
    const all = [...setting.servers, setting.guest];
    await Promise.all(all.map((server) => server.suffer("crashed")));
    await pause(blackoutMs);
    await Promise.all(all.map((server) => server.suffer("fine")));
    isDark = false;
  }

  await Promise.all([change(), harm(), darken()]);
  await Promise.all(setting.servers.map((server) => server.suffer("fine")));
  return counts;
}

async function changeSomething({ host, servers, guest, random }: ChaosSetting): Promise<void> {
  const pool = "app";
  const server = pick(servers, random).id;
  const update = (changes: object) => host.call("server.update", { pool, server, changes });
  const guestRef = { pool, server: guest.id };
  const changes: readonly (() => Promise<unknown>)[] = [
    () => update({ weight: Math.floor(random() * 5) }),
    () => update({ maxConnections: pick([0, 2, 4], random) }),
    () => update({ intent: pick(["drain", "maintenance"], random) }),
    // More often than servers are taken away, or soon all of them would be.
    () => update({ intent: "ready" }),
    () => update({ intent: "ready" }),
    () => update({ intent: "ready", weight: 1 }),
    () => host.call("server.drain", { pool, server, deadline: "300ms" }),
    () =>
      host.call("pool.update", {
        pool,
        changes: { algorithm: { type: pick(algorithmNames, random) } },
      }),
    () =>
      host.call("pool.update", {
        pool,
        changes: { stickiness: { type: pick(stickiness, random) } },
      }),
    () => host.call("server.add", { pool, server: { id: guest.id, address: guest.address } }),
    () => host.call("server.remove", guestRef),
    () => host.call("server.remove", { ...guestRef, drain: "200ms" }),
    () => host.call("config.undo", {}),
  ];
  await pick(changes, random)();
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)] as Item;
}
