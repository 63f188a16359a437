// The reference page of the algorithms: their files' own words, and what trials found.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AlgorithmName, algorithmNames } from "../../../balancer-core/contract/config-pool.ts";
import { projectRoot } from "../../support/source-files.ts";
import { moves, sequence, shares, sharesBySpeed } from "./algorithm-trials.ts";

/** Those whose choice depends on the request, of which it is worth to know whom a change moves. */
const hashes: ReadonlySet<AlgorithmName> = new Set(["ip-hash", "consistent-hash", "maglev"]);

const percent = (value: number) => `${value.toFixed(value > 0 && value < 1 ? 2 : 0)} %`;
const row = (...cells: string[]) => `| ${cells.join(" | ")} |`;
const table = (heads: string[], rows: string[][]) =>
  [row(...heads), row(...heads.map(() => "---")), ...rows.map((cells) => row(...cells))].join("\n");

export function algorithmsPage(): string {
  return [
    "# Algorithms",
    "<!-- Made from balancer-core/algorithms and by running them, by `npm run docs`. Do not edit. -->",
    introduction,
    ...algorithmNames.map((name) => `## \`${name}\`\n\n${wordsOf(name)}`),
    "## What they do",
    "Idle servers `a`, `b`, `c` of weights 5, 1, 1; the first fourteen requests, each over before the next begins:",
    table(
      ["algorithm", "sequence"],
      algorithmNames.map((name) => [`\`${name}\``, `\`${sequence(name)}\``]),
    ),
    "Shares over 20 000 requests from as many clients: on the left at weights 5, 3, 2 with 100 requests in flight, on the right at equal weights with servers that answer in 10, 20 and 40 ms, 250 requests a second:",
    table(
      ["algorithm", "5", "3", "2", "10 ms", "20 ms", "40 ms"],
      algorithmNames.map((name) => [
        `\`${name}\``,
        ...shares(name).map(percent),
        ...sharesBySpeed(name).map(percent),
      ]),
    ),
    "Of 20 000 keys on ten servers, those that move although their server is there before and after the change. Keys of the server that goes, and those the new one takes, are not counted, since they must move:",
    table(
      ["algorithm", "one goes down", "one is removed", "one is added"],
      algorithmNames
        .filter((name) => hashes.has(name))
        .map((name) => {
          const { down, removed, added } = moves(name);
          return [`\`${name}\``, percent(down), percent(removed), percent(added)];
        }),
    ),
    cost,
    costTable(),
    "",
  ].join("\n\n");
}

/** What the file of the algorithm says at its head. */
function wordsOf(name: AlgorithmName): string {
  const file = `balancer-core/algorithms/${name}.ts`;
  const lines = readFileSync(join(projectRoot, file), "utf8").split(/\r?\n/);
  const head = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith("//")),
  );
  const text = head.map((line) => line.replace(/^\/\/ ?/, "")).join(" ");
  return `${text} [Code](../../${file}).`;
}

const introduction = `An algorithm chooses among the servers that may be chosen: those that are up, of weight above 0, not at their \`maxConnections\`, and not tried by this request before. Backups are candidates only when no other server is. Stickiness is asked before any algorithm.

- **Weights.** Every algorithm but \`first-available\` follows them. \`weighted-round-robin\` and \`weighted-random\` are other names of \`round-robin\` and \`random\`.
- **Slow start.** A server that returns counts with a tenth of its weight first and with all of it at the end of \`slowStart\`. Hashes do not look at it, because several balancers would disagree on it.
- **Keys.** \`consistent-hash\` and \`maglev\` hash \`key\`; a request without that part, and a TCP connection, is told by its client's address.
- **Several balancers** that share a configuration send a key to the same server, because hashes go by ids and weights alone (\`ip-hash\`: by places and weights).
- **A server that goes down** keeps its place in every hash, so nobody moves but its own clients, and they come back with it.`;

const cost = `## What choosing costs

A choice, and keeping up with loads and limits, never walks over a large pool: turns and hashes cost the same whatever its size, those that compare loads grow with the logarithm of it. A retry may walk over all servers. Making a hash's table happens when servers or weights change: a few milliseconds for \`maglev\` with 65 537 places, a tenth of a second for a \`consistent-hash\` of ten thousand servers, a second for the largest table of \`maglev\`.

Nanoseconds for pools of 10, 1 000 and 10 000 servers: on the left the choice with all that a request makes its algorithm do, on the right the pool's lease and release around it, which touch the server's counters, health and uses. Taken on a machine of two virtual cores by \`npm run bench -- --only choosing --json docs/reference/choosing.json\`; the relation of the rows carries over to others better than the numbers do.`;

interface MeasuredChoice {
  readonly algorithm: string;
  readonly servers: number;
  readonly nanoseconds: number;
  readonly leaseNanoseconds: number;
}

const measuredSizes = [10, 1_000, 10_000];

/** From the last measurement, which is taken by hand: a machine that is busy with tests measures nothing. */
function costTable(): string {
  const file = join(projectRoot, "docs/reference/choosing.json");
  const { data } = JSON.parse(readFileSync(file, "utf8")).choosing as { data: MeasuredChoice[] };
  const cell = (name: string, servers: number, key: "nanoseconds" | "leaseNanoseconds") => {
    const found = data.find((choice) => choice.algorithm === name && choice.servers === servers);
    if (!found) throw new Error(`${file} has no measurement of "${name}" with ${servers} servers`);
    return found[key].toFixed(0);
  };
  const sizes = measuredSizes.map((size) => size.toLocaleString("en").replace(",", " "));
  return table(
    ["algorithm", ...sizes, ...sizes.map((size) => `lease, ${size}`)],
    algorithmNames.map((name) => [
      `\`${name}\``,
      ...measuredSizes.map((size) => cell(name, size, "nanoseconds")),
      ...measuredSizes.map((size) => cell(name, size, "leaseNanoseconds")),
    ]),
  );
}
