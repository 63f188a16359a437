// The text of --help: of the whole command, and of each subcommand with its options.
import {
  type CommandName,
  type CommandRow,
  commandRows,
  commandTable,
  exitCodes,
  type OptionRow,
  optionText,
} from "./command-table.ts";

const codes = `Exit codes: ${exitCodes.map(([code, meaning]) => `${code} ${meaning}`).join(", ")}.`;

/** `command` undefined gives the overview. */
export function helpText(command?: CommandName): string {
  return command === undefined ? overview() : ofCommand(command);
}

function overview(): string {
  return `Evenkeel, a load balancer you can see.

Usage
${columns(commandRows.map(([name, row]) => [usageOf(name, row), row.summary]))}

  evenkeel COMMAND --help tells the options of one command; --version the version.

${codes}
`;
}

function ofCommand(name: CommandName): string {
  const row: CommandRow = commandTable[name];
  const paragraphs = [
    `${usageOf(name, row)}\n  ${capitalised(row.summary)}.`,
    row.options.length > 0 ? `Options\n${optionLines(row.options)}` : "",
    row.notes.join("\n"),
    codes,
  ];
  return `${paragraphs.filter((text) => text !== "").join("\n\n")}\n`;
}

function usageOf(name: string, { argument, options }: CommandRow): string {
  const argumentText = argument === undefined ? "" : ` ${argument.name}`;
  return `evenkeel ${name}${argumentText}${options.length > 0 ? " [options]" : ""}`;
}

function optionLines(options: readonly OptionRow[]): string {
  return columns(options.map((option) => [optionText(option), option.summary]));
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
