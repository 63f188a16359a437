// For the demo only: moves addresses whose port is taken to the next free one, everywhere they appear in the text.
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
    const free = await nextFree(port, claimed);
    if (free === undefined) continue;
    claimed.add(free);
    moved = moved.replaceAll(new RegExp(`127\\.0\\.0\\.1:${port}\\b`, "g"), `127.0.0.1:${free}`);
    notes.push(`port ${port} is taken, so the demo uses ${free} instead`);
  }
  return { text: moved, notes };
}

async function nextFree(port: number, claimed: ReadonlySet<number>): Promise<number | undefined> {
  for (let next = port + 1; next <= Math.min(port + mostSteps, 65_535); next++) {
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
