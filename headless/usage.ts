// What the command understands: reads arguments by the table of commands. No work is done here.
import { parseArgs } from "node:util";
import { type Address, tryAddress } from "../balancer-core/contract/units.ts";
import {
  type CommandName,
  type CommandRow,
  commandTable,
  type Shell,
  shells,
} from "./command-table.ts";

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
  | { readonly name: "completion"; readonly shell: Shell }
  /** `of` undefined: the overview. */
  | { readonly name: "help"; readonly of: CommandName | undefined }
  | { readonly name: "version" };

/** Bad usage: one sentence for people, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

type OptionValue = { type: "string" } | { type: "boolean" };

function optionsOf(name: CommandName): Record<string, OptionValue> {
  const rows: CommandRow["options"] = commandTable[name].options;
  return Object.fromEntries(
    rows.map((row) => [row.name, { type: row.value === undefined ? "boolean" : "string" }]),
  );
}

/** Reads the arguments after `evenkeel`. Throws UsageError. */
export function parseCommand(args: readonly string[]): Command {
  const [first, ...rest] = args;
  if (first === undefined) throw new UsageError("a subcommand is missing");
  if (first === "--help" || first === "-h" || first === "help") {
    const [of] = rest;
    return { name: "help", of: of !== undefined && isSubcommand(of) ? of : undefined };
  }
  if (first === "--version" || first === "-v") return { name: "version" };
  if (!isSubcommand(first)) {
    throw new UsageError(
      first.startsWith("-") ? `unknown option "${first}"` : `unknown subcommand "${first}"`,
    );
  }
  if (rest.includes("--help") || rest.includes("-h")) return { name: "help", of: first };
  const { values, positionals } = readOptions(first, rest);
  if (first === "check") return { name: "check", file: onlyArgument(first, positionals) };
  if (first === "completion") {
    return { name: "completion", shell: shellOf(onlyArgument(first, positionals)) };
  }
  if (positionals.length > 0) throw new UsageError(`unexpected argument "${positionals[0]}"`);
  if (first === "desktop") return { name: "desktop", configFile: text(values.config) };
  return { name: first, options: serveOptionsFrom(values) };
}

function isSubcommand(word: string): word is CommandName {
  return Object.hasOwn(commandTable, word);
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

function readOptions(name: CommandName, args: string[]) {
  try {
    const parsed = parseArgs({ args, options: optionsOf(name), allowPositionals: true });
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

function onlyArgument(command: "check" | "completion", positionals: readonly string[]): string {
  const [argument, extra] = positionals;
  const { name } = commandTable[command].argument;
  const what = name.toLowerCase();
  if (argument === undefined) throw new UsageError(`"${command}" needs a ${what}`);
  if (extra !== undefined) {
    throw new UsageError(`"${command}" takes one ${what}, got also "${extra}"`);
  }
  return argument;
}

function shellOf(word: string): Shell {
  const shell = shells.find((known) => known === word);
  if (shell !== undefined) return shell;
  throw new UsageError(`"completion" knows ${shells.join(", ")}, got "${word}"`);
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
