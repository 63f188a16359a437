// Every subcommand and option, once: parsing, --help, completions and the man page are all made from these rows.

export interface OptionRow {
  /** Without its dashes. */
  readonly name: string;
  /** What stands for its value in help; absent for a switch. */
  readonly value?: string;
  /** What a shell completes its value with. */
  readonly completes?: "file" | "folder";
  readonly summary: string;
}

export interface CommandRow {
  readonly summary: string;
  /** A positional argument, as help names it, and the words it may be, where they are fixed. */
  readonly argument?: { readonly name: string; readonly words?: readonly string[] };
  readonly options: readonly OptionRow[];
  /** Sentences below the options in its own help. */
  readonly notes: readonly string[];
}

const config: OptionRow = {
  name: "config",
  value: "FILE",
  completes: "file",
  summary: "configuration; without it the workspace's own file, made from the demo at first run",
};
const running: readonly OptionRow[] = [
  {
    name: "console",
    value: "HOST:PORT",
    summary: "where the web console and the API listen (default: 127.0.0.1:7300)",
  },
  { name: "no-console", summary: "balancer only" },
  {
    name: "token",
    value: "TOKEN",
    summary: "token of the console and the API (default: the workspace's own)",
  },
  { name: "open", summary: "opens the console in the browser" },
  { name: "json", summary: "one JSON object a line on stdout, the first when ready" },
];
const signals = [
  "SIGTERM and SIGINT finish the requests in flight, a second one exits at once.",
  "SIGHUP reads the configuration again, SIGUSR2 opens the log again.",
  "On a terminal the last line shows servers up, requests a second and the slowest p95.",
];

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

export const commandTable = {
  desktop: {
    summary: "the desktop console",
    options: [config],
    notes: ["Needs Electron's binary and a display; serve shows the same console in the browser."],
  },
  serve: {
    summary: "headless: balancer and web console",
    options: [
      config,
      {
        name: "workspace",
        value: "DIR",
        completes: "folder",
        summary: "folder of configuration, log, token and history (default: $EVENKEEL_HOME)",
      },
      ...running,
    ],
    notes: signals,
  },
  check: {
    summary: "checks a configuration; exit code 1 with every problem",
    argument: { name: "FILE" },
    options: [],
    notes: ["Each problem is a line: file:line:column, path, value, what is expected."],
  },
  demo: {
    summary: "serve on a throw-away demo workspace with traffic running",
    options: running,
    notes: signals,
  },
  completion: {
    summary: "prints what makes a shell complete this command",
    argument: { name: "SHELL", words: shells },
    options: [],
    notes: [
      'bash: eval "$(evenkeel completion bash)"',
      'zsh:  eval "$(evenkeel completion zsh)"',
      "fish: evenkeel completion fish | source",
    ],
  },
} as const satisfies Readonly<Record<string, CommandRow>>;

export type CommandName = keyof typeof commandTable;

/** The rows in the order they are shown. */
export const commandRows = Object.entries(commandTable) as [CommandName, CommandRow][];

export const exitCodes = [
  [0, "fine"],
  [1, "bad configuration or failed start"],
  [2, "bad usage"],
] as const;

/** `--config FILE` as it is written. */
export function optionText({ name, value }: OptionRow): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}
