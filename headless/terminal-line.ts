// Keeps one line at the bottom of a terminal while other lines are printed above it. Knows nothing of what the line says.

export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface TerminalLine {
  /** Columns now; terminals are resized. */
  readonly columns: number;
  show(line: string): void;
  /** Prints with the line out of the way, and puts it back below. */
  around(print: () => void): void;
  /** Takes the line away for good. */
  end(): void;
}

const clearLine = "\r\x1b[2K";
const columnsWhenUnknown = 80;

/** Undefined where a line cannot be kept: no terminal, or one that cannot move its cursor. */
export function createTerminalLine(
  stream: TerminalStream,
  environment: Readonly<Record<string, string | undefined>>,
): TerminalLine | undefined {
  if (stream.isTTY !== true || environment.TERM === "dumb") return undefined;
  let shown = "";
  let isOver = false;
  const draw = (line: string) => {
    if (line === shown) return;
    stream.write(clearLine + line);
    shown = line;
  };
  return {
    get columns() {
      // Terminals that were never given a size say 0.
      return stream.columns || columnsWhenUnknown;
    },
    show(line) {
      if (!isOver) draw(line);
    },
    around(print) {
      const before = shown;
      draw("");
      print();
      draw(before);
    },
    end() {
      draw("");
      isOver = true;
    },
  };
}
