// Completion scripts for shells, made from the table of commands. They only offer words; they never run the command.
import { type CommandRow, commandRows, type OptionRow, type Shell } from "./command-table.ts";

export function completionScript(shell: Shell): string {
  return { bash, zsh, fish }[shell]();
}

const names = commandRows.map(([name]) => name).join(" ");

function words({ argument, options }: CommandRow): string {
  return [...(argument?.words ?? []), ...options.map(({ name }) => `--${name}`), "--help"].join(
    " ",
  );
}

function optionsCompletedWith(kind: OptionRow["completes"]): string[] {
  const options = commandRows.flatMap(([, row]) => row.options);
  const found = options.filter(({ completes }) => completes === kind);
  return [...new Set(found.map(({ name }) => `--${name}`))];
}

function bash(): string {
  const cases = commandRows
    .map(([name, row]) => `    ${name}) words="${words(row)}" ;;`)
    .join("\n");
  const files = takesFile().map((name) => `    ${name})`);
  return `# bash completion for evenkeel: eval "$(evenkeel completion bash)"
_evenkeel() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  case "$before" in
    ${optionsCompletedWith("file").join("|")}) COMPREPLY=($(compgen -f -- "$current")); return ;;
    ${optionsCompletedWith("folder").join("|")}) COMPREPLY=($(compgen -d -- "$current")); return ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names} --help --version" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  case "\${COMP_WORDS[1]}" in
${files.map((line) => `${line} COMPREPLY+=($(compgen -f -- "$current")) ;;`).join("\n")}
  esac
}
complete -o filenames -F _evenkeel evenkeel
`;
}

/** Commands whose argument is a file. */
function takesFile(): string[] {
  return commandRows
    .filter(([, { argument }]) => argument !== undefined && argument.words === undefined)
    .map(([name]) => name);
}

function zsh(): string {
  const commands = commandRows.map(([name, row]) => `    '${name}:${quoted(row.summary)}'`);
  const cases = commandRows.map(([name, row]) => {
    const specs = [
      ...row.options.map(
        (option) => `'--${option.name}[${quoted(option.summary)}]${valueSpec(option)}'`,
      ),
      ...(row.argument ? [argumentSpec(row.argument)] : []),
      "'--help[tells its options]'",
    ];
    return `    ${name}) _arguments ${specs.join(" ")} ;;`;
  });
  return `#compdef evenkeel
# zsh completion for evenkeel: eval "$(evenkeel completion zsh)"
_evenkeel() {
  local -a commands
  commands=(
${commands.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command="\${words[2]}"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join("\n")}
  esac
}
compdef _evenkeel evenkeel
`;
}

function valueSpec({ value, completes }: OptionRow): string {
  if (value === undefined) return "";
  const action = completes === "file" ? "_files" : completes === "folder" ? "_files -/" : "";
  return `:${value.replaceAll(":", "\\:")}:${action}`;
}

function argumentSpec({ name, words: fixed }: NonNullable<CommandRow["argument"]>): string {
  return `'1:${name}:${fixed === undefined ? "_files" : `(${fixed.join(" ")})`}'`;
}

/** A summary inside single quotes and a zsh specification. */
function quoted(text: string): string {
  return text
    .replaceAll("'", "'\\''")
    .replaceAll("[", "\\[")
    .replaceAll("]", "\\]")
    .replaceAll(":", "\\:");
}

function fish(): string {
  const lines = commandRows.flatMap(([name, row]) => [
    `complete -c evenkeel -n __fish_use_subcommand -f -a ${name} -d '${inFish(row.summary)}'`,
    ...row.options.map((option) => {
      const files = option.completes === undefined ? "-f" : "-F";
      const value = option.value === undefined ? "" : ` -r ${files}`;
      return `complete -c evenkeel -n '__fish_seen_subcommand_from ${name}' -l ${option.name}${value} -d '${inFish(option.summary)}'`;
    }),
    ...(row.argument?.words
      ? [
          `complete -c evenkeel -n '__fish_seen_subcommand_from ${name}' -f -a '${row.argument.words.join(" ")}'`,
        ]
      : []),
  ]);
  return `# fish completion for evenkeel: evenkeel completion fish | source\n${lines.join("\n")}\n`;
}

function inFish(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
}
