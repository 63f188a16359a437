// Clients of every kind at once: those that wait for their answer, and those that leave at a random point of it.
import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import type { Random } from "../../balancer-core/ports.ts";
import type { MortalServers } from "./mortal-servers.ts";

const postedBytes = 20_000;
const posted = Buffer.alloc(postedBytes, "p");
const longestStayMs = 25;
/** One in ten leaves early, of the others one in ten asks for much and one in ten sends much. */
const share = 0.1;

export interface Tally {
  answered: number;
  /** Answers that were not right though nobody died or left. */
  readonly failed: string[];
  /** Not whole because their server died at that moment, and a replay would not have been safe. */
  lostWithServer: number;
  left: number;
  inFlight: number;
}

export interface SoakClients {
  readonly tally: Tally;
  /** One more request, of a random kind. */
  ask(): void;
  close(): void;
}

interface Kind {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body: Buffer | null;
  readonly isRight: (answer: string) => boolean;
  /** Nothing of it is lost with a server: it is asked again of another one. */
  readonly isSafe: boolean;
}

const small: Kind = {
  ...{ method: "GET", path: "/small", body: null, isSafe: true },
  isRight: (answer) => answer === "small",
};
const large: Kind = {
  ...{ method: "GET", path: "/large", body: null, isSafe: false },
  isRight: (answer) => answer.length === 262_144,
};
const post: Kind = {
  ...{ method: "POST", path: "/post", body: posted, isSafe: false },
  isRight: (answer) => answer === String(postedBytes),
};

export function createSoakClients(
  address: string,
  servers: MortalServers,
  random: Random,
): SoakClients {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const [host = "", port = ""] = address.split(":");
  const tally: Tally = { answered: 0, failed: [], lostWithServer: 0, left: 0, inFlight: 0 };

  function ask(): void {
    const chance = random();
    const kind = chance < share ? large : chance < 2 * share ? post : small;
    const leaves = random() < share;
    const since = performance.now();
    tally.inFlight += 1;
    let isOver = false;
    const over = (outcome: "answered" | "left" | string) => {
      if (isOver) return;
      isOver = true;
      tally.inFlight -= 1;
      if (outcome === "answered") tally.answered += 1;
      else if (outcome === "left") tally.left += 1;
      else if (!kind.isSafe && servers.hasOneDied(since)) tally.lostWithServer += 1;
      else if (tally.failed.length < 50)
        tally.failed.push(`${kind.method} ${kind.path}: ${outcome}`);
    };
    const headers = kind.body === null ? {} : { "content-length": kind.body.length };
    const asked: ClientRequest = request(
      { agent, host, port, method: kind.method, path: kind.path, headers },
      (answer) => read(answer, kind, over),
    );
    asked.on("error", (error) => over(`${error.message}`));
    if (leaves) {
      setTimeout(() => {
        over("left");
        asked.destroy();
      }, random() * longestStayMs);
    }
    if (kind.body !== null && leaves) asked.write(kind.body.subarray(0, postedBytes / 2));
    else asked.end(kind.body ?? undefined);
  }

  return { tally, ask, close: () => agent.destroy() };
}

function read(answer: IncomingMessage, kind: Kind, over: (outcome: string) => void): void {
  const chunks: Buffer[] = [];
  answer.on("data", (chunk: Buffer) => chunks.push(chunk));
  answer.on("error", (error) => over(`cut: ${error.message}`));
  answer.on("end", () => {
    const text = Buffer.concat(chunks).toString("latin1");
    const isRight = answer.statusCode === 200 && answer.complete && kind.isRight(text);
    over(isRight ? "answered" : `${answer.statusCode} ${text.slice(0, 60)}`);
  });
  answer.on("close", () => over("cut"));
}
