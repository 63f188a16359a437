// What the command understands: subcommands, their options and the text of --help. No work is done here.
import { parseArgs } from "node:util";
import { type Address, tryAddress } from "../balancer-core/contract/units.ts";

export interface ServeOptions {
  readonly configFile: string | undefined;
  /** Where the web console listens; undefined takes the configuration's own. */
  readonly console: Address | undefined;
  readonly noConsole: boolean;
  readonly token: string | undefined;
  readonly json: boolean;
  readonly workspace: string | undefined;
  /** Opens the console in the browser once it listens. */
  readonly open: boolean;
}

export type Command =
  | { readonly name: "serve"; readonly options: ServeOptions }
  | { readonly name: "demo"; readonly options: ServeOptions }
  | { readonly name: "check"; readonly file: string }
  | { readonly name: "desktop"; readonly configFile: string | undefined }
  | { readonly name: "help" }
  | { readonly name: "version" };

/** Bad usage: one sentence for people, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const helpText = `Evenkeel, a load balancer you can see.

Usage
  evenkeel desktop [--config FILE]      the desktop console
  evenkeel serve   [options]            headless: balancer and web console
  evenkeel check   FILE                 checks a configuration; exit code 1 with every problem
  evenkeel demo    [options]            serve on a throw-away demo workspace with traffic running

Options of serve and demo
  --config FILE        configuration; without it the workspace's own file, made from the demo at first run
  --workspace DIR      folder of configuration, log, token and history (default: $EVENKEEL_HOME)
  --console HOST:PORT  where the web console and the API listen (default: 127.0.0.1:7300)
  --no-console         balancer only
  --token TOKEN        token of the console and the API (default: the workspace's own)
  --open               opens the console in the browser
  --json               one JSON object a line on stdout, the first when ready

  --help, --version

Exit codes: 0 fine, 1 bad configuration or failed start, 2 bad usage.
SIGTERM and SIGINT finish the requests in flight, a second one exits at once; SIGHUP reloads the file.
`;

const serveOptions = {
  config: { type: "string" },
  console: { type: "string" },
  "no-console": { type: "boolean" },
  token: { type: "string" },
  json: { type: "boolean" },
  workspace: { type: "string" },
  open: { type: "boolean" },
} as const;

const optionsOf = {
  serve: serveOptions,
  demo: {
    console: serveOptions.console,
    "no-console": serveOptions["no-console"],
    token: serveOptions.token,
    json: serveOptions.json,
    open: serveOptions.open,
  },
  check: {},
  desktop: { config: serveOptions.config },
} as const;

type SubcommandName = keyof typeof optionsOf;

/** Reads the arguments after `evenkeel`. Throws UsageError. */
export function parseCommand(args: readonly string[]): Command {
  const [first, ...rest] = args;
  if (first === undefined) throw new UsageError("a subcommand is missing");
  if (first === "--help" || first === "-h" || first === "help") return { name: "help" };
  if (first === "--version" || first === "-v") return { name: "version" };
  if (!isSubcommand(first)) {
    throw new UsageError(
      first.startsWith("-") ? `unknown option "${first}"` : `unknown subcommand "${first}"`,
    );
  }
  if (rest.includes("--help") || rest.includes("-h")) return { name: "help" };
  const { values, positionals } = readOptions(first, rest);
  if (first === "check") return { name: "check", file: onlyFile(positionals) };
  if (positionals.length > 0) throw new UsageError(`unexpected argument "${positionals[0]}"`);
  if (first === "desktop") return { name: "desktop", configFile: text(values.config) };
  return { name: first, options: serveOptionsFrom(values) };
}

function isSubcommand(word: string): word is SubcommandName {
  return Object.hasOwn(optionsOf, word);
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

function readOptions(name: SubcommandName, args: string[]) {
  try {
    const parsed = parseArgs({ args, options: optionsOf[name], allowPositionals: true });
    return { values: parsed.values as Values, positionals: parsed.positionals };
  } catch (error) {
    const unknown = error instanceof Error && /'(--?[^'= ]+)/.exec(error.message);
    if (unknown && error.message.startsWith("Unknown option")) {
      throw new UsageError(`"${name}" has no option "${unknown[1]}"`);
    }
    throw new UsageError(error instanceof Error ? firstSentence(error.message) : String(error));
  }
}

function firstSentence(message: string): string {
  const sentence = message.split(/[.\n]/, 1)[0] ?? message;
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function onlyFile(positionals: readonly string[]): string {
  const [file, extra] = positionals;
  if (file === undefined) throw new UsageError('"check" needs the file to check');
  if (extra !== undefined) throw new UsageError(`"check" takes one file, got also "${extra}"`);
  return file;
}

function serveOptionsFrom(values: Values): ServeOptions {
  const bind = text(values.console);
  const address = bind === undefined ? undefined : tryAddress(bind);
  if (bind !== undefined && address === undefined) {
    throw new UsageError(`--console expects an address such as 127.0.0.1:7300, got "${bind}"`);
  }
  const noConsole = values["no-console"] === true;
  if (noConsole && (address !== undefined || values.open === true)) {
    throw new UsageError("--no-console does not go together with --console or --open");
  }
  const token = text(values.token);
  // It travels in an HTTP field, a WebSocket subprotocol and an address's fragment, so it must be plain in all three.
  if (token !== undefined && !/^[A-Za-z0-9._~-]{1,256}$/.test(token)) {
    throw new UsageError("--token expects 1 to 256 letters, digits, '.', '_', '~' or '-'");
  }
  return {
    configFile: text(values.config),
    console: address,
    noConsole,
    token,
    json: values.json === true,
    workspace: text(values.workspace),
    open: values.open === true,
  };
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
