// The man page in roff, made from the table of commands. `npm run docs` writes it to docs/man/evenkeel.1.
import { type CommandRow, commandRows, exitCodes, type OptionRow } from "./command-table.ts";

export function manPage(): string {
  return `${[
    '.TH EVENKEEL 1 "" "Evenkeel" "User Commands"',
    ".SH NAME",
    "evenkeel \\- a load balancer you can see",
    ".SH SYNOPSIS",
    ...commandRows.flatMap(([name, row]) => [
      ".B evenkeel",
      `${roff(name)}${synopsis(row)}`,
      ".br",
    ]),
    ".SH DESCRIPTION",
    "Balances HTTP and TCP over pools of servers, checks their health, and shows in a console what happens and why.",
    "The configuration is one YAML file; editing it applies it, and an invalid file changes nothing.",
    ".SH COMMANDS",
    ...commandRows.flatMap(([name, row]) => commandLines(name, row)),
    ".SH EXIT STATUS",
    ...exitCodes.flatMap(([code, meaning]) => [".TP", `.B ${code}`, roff(`${meaning}.`)]),
    ".SH ENVIRONMENT",
    ".TP",
    ".B EVENKEEL_HOME",
    "Folder of the workspace: configuration, log, token and history.",
    ".TP",
    ".B EVENKEEL_STICKY_KEY_FILE",
    "File with the key of stickiness cookies, 64 hexadecimal digits, for balancers that share one.",
    ".TP",
    ".B NO_COLOR",
    "The status line on a terminal has no colours when this is set.",
    ".SH FILES",
    ".TP",
    ".I load_balancer.log",
    "One JSON object a line: requests, changes of servers, configuration and listeners. In the workspace.",
    ".TP",
    ".I token",
    "Token of the console and the API, readable by its owner only. In the workspace.",
    ".TP",
    ".I sticky-key",
    "Key of stickiness cookies, made when a pool first needs it, readable by its owner only. In the workspace.",
  ].join("\n")}\n`;
}

function synopsis({ argument, options }: CommandRow): string {
  const parts = [
    argument === undefined ? "" : ` \\fI${argument.name}\\fR`,
    options.length > 0 ? " [\\fIoptions\\fR]" : "",
  ];
  return parts.join("");
}

function commandLines(name: string, row: CommandRow): string[] {
  return [
    `.SS ${roff(name)}${row.argument ? ` \\fI${row.argument.name}\\fR` : ""}`,
    roff(`${row.summary.charAt(0).toUpperCase()}${row.summary.slice(1)}.`),
    ...row.options.flatMap((option) => [".TP", optionLine(option), roff(`${option.summary}.`)]),
    ...(row.notes.length > 0 ? [".PP", ...row.notes.flatMap((note) => [roff(note), ".br"])] : []),
  ];
}

function optionLine({ name, value }: OptionRow): string {
  const flag = `\\fB${roff(`--${name}`)}\\fR`;
  return value === undefined ? flag : `${flag} \\fI${value}\\fR`;
}

/** A dash would become a hyphen that cannot be copied, and a leading dot or quote a request. */
function roff(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("-", "\\-");
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}
