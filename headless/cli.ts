// The `evenkeel` command: reads the arguments, runs one subcommand, turns its outcome into an exit code.
import { runCheck } from "./check.ts";
import { completionScript } from "./completion.ts";
import { runDemo } from "./demo.ts";
import { runDesktop } from "./desktop.ts";
import { reportFailure } from "./failure.ts";
import { helpText } from "./help.ts";
import { runServe } from "./serve.ts";
import { type Command, parseCommand, UsageError } from "./usage.ts";
import { product } from "./version.ts";

/** 0 fine, 1 bad configuration or failed start, 2 bad usage; undefined while something keeps running. */
type ExitCode = 0 | 1 | 2 | undefined;

async function main(args: readonly string[]): Promise<ExitCode> {
  try {
    return await run(parseCommand(args));
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`evenkeel: ${error.message}. See evenkeel --help.\n`);
      return 2;
    }
    reportFailure(error);
    return 1;
  }
}

async function run(command: Command): Promise<ExitCode> {
  switch (command.name) {
    case "help":
      process.stdout.write(helpText(command.of));
      return 0;
    case "version":
      process.stdout.write(`${product}\n`);
      return 0;
    case "completion":
      process.stdout.write(completionScript(command.shell));
      return 0;
    case "check":
      return runCheck(command.file);
    case "serve":
      await runServe(command.options);
      return undefined;
    case "demo":
      await runDemo(command.options);
      return undefined;
    case "desktop":
      return runDesktop(command.configFile);
  }
}

main(process.argv.slice(2)).then((exitCode) => {
  if (exitCode === undefined) return;
  process.exitCode = exitCode;
  // A start that failed half-way may have left a socket or a watcher open; it must not keep the process.
  if (exitCode !== 0) process.stderr.write("", () => process.exit(exitCode));
}, reportFailure);
