// Finds ports of this machine that nobody uses: for a new simulated server, and for the demo, whose addresses move to the next
// free port everywhere they appear in the text.
import { createServer } from "node:net";

const mostSteps = 200;

export interface MovedPorts {
  readonly text: string;
  /** One sentence per port that moved. */
  readonly notes: readonly string[];
}

/** Looks at every `bind:` of the text. A port without a free one near stays, and opening it will say why. */
export async function moveTakenPorts(text: string): Promise<MovedPorts> {
  const binds = [...text.matchAll(/bind: (127\.0\.0\.1):(\d+)/g)].map((match) => Number(match[2]));
  const claimed = new Set(binds);
  const notes: string[] = [];
  let moved = text;
  for (const port of binds) {
    if (port === 0 || (await isFree(port))) continue;
    const free = await nextFreePort(port + 1, claimed);
    if (free === undefined) continue;
    claimed.add(free);
    moved = moved.replaceAll(new RegExp(`127\\.0\\.0\\.1:${port}\\b`, "g"), `127.0.0.1:${free}`);
    notes.push(`port ${port} is taken, so the demo uses ${free} instead`);
  }
  return { text: moved, notes };
}

/** The first port from `from` on that nobody listens on and nobody claimed; undefined when there is none near. */
export async function nextFreePort(
  from: number,
  claimed: ReadonlySet<number>,
): Promise<number | undefined> {
  for (let next = from; next < Math.min(from + mostSteps, 65_536); next++) {
    if (!claimed.has(next) && (await isFree(next))) return next;
  }
  return undefined;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      probe.close(() => resolve(true));
    });
  });
}
