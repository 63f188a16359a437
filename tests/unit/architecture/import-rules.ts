// Who may import whom: the table of docs/architecture.md as code. Each rule judges one import and names itself when it is broken.
import type { Import } from "../../support/source-files.ts";

export type Rule = (found: Import) => string | undefined;

/** Domains of the core from left to right; nobody imports what is to the right. Neighbours in one cell may not either. */
const coreOrder: readonly (readonly string[])[] = [
  ["contract", "errors.ts", "ports.ts", "pem-file.ts", "turns.ts", "connect-behind-header.ts"],
  ["events"],
  ["algorithms"],
  ["stickiness", "health"],
  ["pool"],
  ["metrics", "tracing"],
  ["proxy"],
  ["config", "persistence"],
  ["balancer"],
  ["lab", "host"],
];

function coreRank(path: string): number | undefined {
  const [top = "", second = ""] = path.split("/");
  if (top !== "balancer-core") return undefined;
  const name = /^balancer[.-]/.test(second) ? "balancer" : second;
  const rank = coreOrder.findIndex((cell) => cell.includes(name));
  return rank === -1 ? undefined : rank;
}

const isIn = (path: string, folder: string) => path.startsWith(`${folder}/`);
const isNode = (target: string) => target.startsWith("node:");

const contract: Rule = ({ file, target, isRelative }) => {
  if (!isIn(file, "balancer-core/contract")) return undefined;
  const allowed = isRelative ? isIn(target, "balancer-core/contract") : target === "zod";
  return allowed ? undefined : "the contract imports only itself and zod";
};

const client: Rule = ({ file, target, isRelative }) => {
  if (!isIn(file, "balancer-core/client")) return undefined;
  const own = isIn(target, "balancer-core/client") || isIn(target, "balancer-core/contract");
  return isRelative && own ? undefined : "the client imports only the contract and itself";
};

const coreLayers: Rule = ({ file, target, isRelative }) => {
  if (!isRelative || file === "balancer-core/index.ts") return undefined;
  const from = coreRank(file);
  const to = coreRank(target);
  if (from === undefined || to === undefined || to <= from) return undefined;
  return `in the core, left may not import right: ${coreOrder.map((cell) => cell.join(", ")).join(" ← ")}`;
};

/** Libraries that one file of the core hides from all others. */
const onlyIn: Readonly<Record<string, string>> = {
  re2js: "balancer-core/health/body-pattern.ts",
  "@opentelemetry/": "balancer-core/tracing/otlp-export.ts",
  ws: "balancer-core/lab/sim-websocket.ts",
};
const isOneFilesOwn = (file: string, target: string) =>
  Object.entries(onlyIn).some(([library, own]) => target.startsWith(library) && file === own);

const coreKnowsNoShell: Rule = ({ file, target, isRelative }) => {
  if (!isIn(file, "balancer-core")) return undefined;
  const allowed = isRelative
    ? isIn(target, "balancer-core")
    : isNode(target) || target === "zod" || target === "yaml" || isOneFilesOwn(file, target);
  return allowed ? undefined : "the core imports only itself, Node, zod and yaml";
};

const algorithms: Rule = ({ file, target, isRelative }) => {
  if (!isIn(file, "balancer-core/algorithms")) return undefined;
  const own = isIn(target, "balancer-core/algorithms") || isIn(target, "balancer-core/contract");
  const allowed = own || target === "balancer-core/ports.ts";
  return isRelative && allowed ? undefined : "algorithms import nothing but their interface";
};

const shells: Rule = ({ file, target, isRelative }) => {
  if (!isIn(file, "headless") && !isIn(file, "electron")) return undefined;
  if (!isRelative || !isIn(target, "balancer-core")) return undefined;
  const allowed =
    target === "balancer-core/index.ts" ||
    isIn(target, "balancer-core/contract") ||
    isIn(target, "balancer-core/host") ||
    /^balancer-core\/lab\/(index|lab)\.ts$/.test(target);
  return allowed
    ? undefined
    : "shells import the core's index.ts, contract, host/ and lab/ entry only";
};

const shellsApart: Rule = ({ file, target, isRelative }) => {
  if (!isRelative) return undefined;
  for (const [own, ...others] of [
    ["headless", "electron", "renderer"],
    ["electron", "headless", "renderer"],
    ["renderer", "headless", "electron"],
  ] as const) {
    // The desktop opens the headless shell's API server; see docs/adr/0006.
    const isApiDoor = isIn(file, "electron/main") && isIn(target, "headless/console");
    if (!isApiDoor && isIn(file, own) && others.some((other) => isIn(target, other))) {
      return "shells and the console do not import each other";
    }
  }
  return undefined;
};

const renderer: Rule = ({ file, target, isRelative }) => {
  if (!isIn(file, "renderer")) return undefined;
  if (isNode(target)) return "the renderer imports no Node module";
  if (!isRelative || isIn(target, "renderer")) return undefined;
  const allowed = isIn(target, "balancer-core/contract") || isIn(target, "balancer-core/client");
  return allowed ? undefined : "the renderer imports only contract and client of the core";
};

const rendererLayers: Rule = ({ file, target, isRelative }) => {
  if (!isRelative || !isIn(file, "renderer") || !isIn(target, "renderer")) return undefined;
  const [, from = "", fromFeature = ""] = file.split("/");
  const [, to = "", toFeature = ""] = target.split("/");
  const rank = (folder: string) => (folder === "app" ? 2 : folder === "features" ? 1 : 0);
  const isEntry = file.split("/").length === 2;
  if (!isEntry && rank(to) > rank(from)) {
    return "in the renderer: lib, components, state, transport ← features ← app";
  }
  if (from === "features" && to === "features" && fromFeature !== toFeature) {
    return "a feature never imports another feature";
  }
  return undefined;
};

const electronOnly: Rule = ({ file, target, isRelative }) =>
  !isRelative && target === "electron" && !isIn(file, "electron")
    ? "only electron/** imports electron"
    : undefined;

export const rules: readonly Rule[] = [
  contract,
  client,
  coreLayers,
  coreKnowsNoShell,
  algorithms,
  shells,
  shellsApart,
  renderer,
  rendererLayers,
  electronOnly,
];
