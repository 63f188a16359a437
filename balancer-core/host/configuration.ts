// The one path on which the configuration changes, whoever asks: read, check, apply, write back, record. Whole or not at all.
import type { Document } from "yaml";
import type { ApplyOptions, Balancer } from "../balancer-types.ts";
import { changeImpact } from "../config/change-impact.ts";
import { diffConfig } from "../config/diff.ts";
import { parseConfig } from "../config/parse.ts";
import { BalancerError } from "../contract/balancer-error.ts";
import type { ChangeImpact } from "../contract/change-impact.ts";
import type { Config } from "../contract/config-schema.ts";
import type { Problem } from "../contract/problems.ts";
import { sentence } from "../contract/sentences.ts";
import type { TopicPayload } from "../contract/topics.ts";
import { InvalidConfigError, systemCode } from "../errors.ts";
import { createEmitter, type Emitter } from "../events/emitter.ts";
import type { Lab } from "../lab/lab.ts";
import { editText } from "../persistence/edit-text.ts";
import type { Workspace } from "../persistence/workspace.ts";
import { type Clock, isoTime } from "../ports.ts";
import { createTurns } from "../turns.ts";
import { changeMessage, problemMessage, shortened } from "./change-note.ts";
import type { Author } from "./types.ts";
import { createUndoStack } from "./undo-stack.ts";
import { changeWhole } from "./whole-change.ts";

/** Changes under way and waiting. */
const mostChanges = 100;

export interface ConfigurationOptions {
  readonly balancer: Balancer;
  readonly lab: Pick<Lab, "apply">;
  readonly workspace: Pick<Workspace, "directory" | "file" | "read" | "prepareWrite" | "history">;
  readonly clock: Clock;
  /** The text the balancer was made from, and its number. */
  readonly text: string;
  readonly revision: number;
  /** Told before each write, so that a watcher knows our own. */
  readonly onWrite?: (text: string) => void;
}

export interface Configuration {
  readonly revision: number;
  readonly text: string;
  readonly config: Config;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Wall time of the last change, or of the start. */
  readonly changedAt: number;
  /** False while the file says something that cannot be applied. */
  readonly isFileInUse: boolean;
  /** The change that led here; one without sentences before the first. */
  readonly latest: TopicPayload<"config.changed">;
  readonly changes: Emitter<TopicPayload<"config.changed">>;
  /** Edits the document. What `mutate` throws is what the caller gets; nothing is changed then. Resolves with the revision. */
  edit(mutate: (document: Document) => void, author: Author, how?: EditOptions): Promise<number>;
  /** Another text. */
  replace(text: string, author: Author, how?: ReplaceOptions): Promise<number>;
  undo(author: Author): Promise<number>;
  redo(author: Author): Promise<number>;
  /** Takes over what the file says now. Problems become an event. Never rejects. */
  reload(): Promise<void>;
  check(text: string): { problems: Problem[]; changes: string[]; impact: ChangeImpact | null };
}

/** For changes that are nobody's steps. */
interface StepsOptions {
  /** Done in the same turn to every text that undo and redo lead to, so that neither takes such a change back or brings it back. */
  readonly inSteps?: ((text: string) => string) | undefined;
}

export interface EditOptions extends ApplyOptions, StepsOptions {}

export interface ReplaceOptions extends StepsOptions {
  /** Rejects with CONFIG_CONFLICT when this is not the present revision. */
  readonly ifRevision?: number | undefined;
  /** A sentence that comes before those of what changed. */
  readonly remark?: string | undefined;
}

interface Step extends ReplaceOptions {
  readonly author: Author;
  readonly how?: ApplyOptions | undefined;
  /** How the stacks move; a plain change when absent. */
  readonly move?: "undone" | "redone";
}

export function createConfiguration(options: ConfigurationOptions): Configuration {
  const { balancer, workspace, clock } = options;
  const turns = createTurns({
    most: mostChanges,
    refusal: () => new BalancerError("TOO_MANY_REQUESTS", `${mostChanges} changes wait already`),
  });
  const steps = createUndoStack();
  const changes = createEmitter<TopicPayload<"config.changed">>();
  const { directory } = workspace;
  let { text, revision } = options;
  let changedAt = clock.wallTime();
  let isFileInUse = true;
  let waitingReload: Promise<void> | undefined;
  let latest: TopicPayload<"config.changed"> = {
    revision,
    author: "file",
    changes: [],
    canUndo: false,
    canRedo: false,
  };

  async function change(next: string, step: Step): Promise<number> {
    if (step.ifRevision !== undefined && step.ifRevision !== revision) {
      const message = `the configuration is at revision ${revision}, the change was made for ${step.ifRevision}`;
      throw new BalancerError("CONFIG_CONFLICT", message, { details: { revision } });
    }
    if (next === text) {
      if (step.inSteps) tellSteps(step.inSteps);
      return revision;
    }
    const parsed = parseConfig(next, { directory });
    if (!parsed.ok) throw new InvalidConfigError(parsed.problems);
    const write = step.author === "file" ? null : { before: text, after: next };
    const sentences = await changeWhole(options, { config: parsed.config, how: step.how, write });
    // Scenes that the lab sets and takes away, and drained servers that leave, are no steps of a person's: taking back means
    // what a person did last.
    if (step.move !== undefined || step.author !== "core") steps[step.move ?? "changed"](text);
    text = next;
    if (step.inSteps) steps.rewrite(step.inSteps, text);
    revision++;
    changedAt = clock.wallTime();
    isFileInUse = true;
    await record(step.author, step.remark === undefined ? sentences : [step.remark, ...sentences]);
    return revision;
  }

  /** Also where nothing else changed, there may be less to take back. */
  function tellSteps(inSteps: (text: string) => string): void {
    steps.rewrite(inSteps, text);
    const { canUndo, canRedo } = steps;
    if (canUndo === latest.canUndo && canRedo === latest.canRedo) return;
    latest = { ...latest, canUndo, canRedo };
    changes.emit(latest);
  }

  async function record(author: Author, sentences: readonly string[]): Promise<void> {
    const message = changeMessage(sentences);
    balancer.events.append({ kind: "config", level: "info", message, author });
    const { canUndo, canRedo } = steps;
    const told = shortened(sentences);
    latest = { revision, author, changes: told, canUndo, canRedo };
    changes.emit(latest);
    const note = { revision, author, at: isoTime(clock.wallTime()), sentences: told };
    try {
      await workspace.history.record(note, text);
    } catch (error) {
      // The change holds; only its place in the history is lost.
      const errno = systemCode(error);
      warn("error", sentence("NOT_IN_HISTORY", { revision, errno }), "core");
    }
  }

  function warn(level: "warning" | "error", message: string, author: Author): void {
    balancer.events.append({ kind: "config", level, message, author });
  }

  /** Somebody's edit of the file comes first, or writing ours would lose it. */
  async function takeOverFile(): Promise<void> {
    const onDisk = await workspace.read().catch(() => text);
    if (onDisk !== text) await change(onDisk, { author: "file" });
  }

  async function afterFile(next: () => string, step: Step): Promise<number> {
    try {
      await takeOverFile();
    } catch (cause) {
      const message = `"${workspace.file}" was edited and has problems: mend it first`;
      const details = cause instanceof BalancerError ? cause.details : undefined;
      throw new BalancerError("CONFIG_CONFLICT", message, { cause, details });
    }
    return change(next(), step);
  }

  async function reload(): Promise<void> {
    try {
      const next = await workspace.read();
      await change(next, { author: "file" });
      // Also when it says again what runs already.
      isFileInUse = true;
    } catch (error) {
      isFileInUse = false;
      warn(
        "error",
        sentence("FILE_NOT_APPLIED", { said: problemMessage(error, workspace.file) }),
        "file",
      );
    }
  }

  function stepTo(target: string | undefined): string {
    if (target !== undefined) return target;
    throw new BalancerError("NOTHING_TO_UNDO", "there is no change to take back or do again");
  }

  return {
    get revision() {
      return revision;
    },
    get text() {
      return text;
    },
    get config() {
      return balancer.config;
    },
    get changedAt() {
      return changedAt;
    },
    get isFileInUse() {
      return isFileInUse;
    },
    get canUndo() {
      return steps.canUndo;
    },
    get canRedo() {
      return steps.canRedo;
    },
    get latest() {
      return latest;
    },
    changes,
    edit: (mutate, author, { inSteps, ...how } = {}) =>
      turns.take(() => afterFile(() => editText(text, mutate), { author, how, inSteps })),
    replace: (next, author, how = {}) =>
      turns.take(async () => {
        // A whole new text is how a broken file is mended from the console; the backup keeps what it said.
        await takeOverFile().catch(() => undefined);
        return change(next, { author, ...how });
      }),
    undo: (author) =>
      turns.take(() => afterFile(() => stepTo(steps.previous), { author, move: "undone" })),
    redo: (author) =>
      turns.take(() => afterFile(() => stepTo(steps.next), { author, move: "redone" })),
    reload() {
      // One that waits will read what the file says by then, so that rapid saves wait once.
      waitingReload ??= turns
        .take(() => {
          waitingReload = undefined;
          return reload();
        })
        .catch((error: unknown) => {
          waitingReload = undefined;
          warn("error", sentence("FILE_NOT_READ", { errno: systemCode(error) }), "file");
        });
      return waitingReload;
    },
    check(candidate) {
      const parsed = parseConfig(candidate, { directory });
      if (!parsed.ok) return { problems: [...parsed.problems], changes: [], impact: null };
      const { sentences } = diffConfig(balancer.config, parsed.config);
      const impact = changeImpact(balancer.config, parsed.config, balancer.snapshot(revision));
      return { problems: [], changes: shortened(sentences), impact };
    },
  };
}
