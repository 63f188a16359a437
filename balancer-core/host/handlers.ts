// What a method's handler is, and the parts of the host that handlers work with.
import type { Balancer } from "../balancer-types.ts";
import type { MethodName, MethodResult, ParsedParams } from "../contract/methods.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import type { Lab } from "../lab/lab.ts";
import type { Workspace } from "../persistence/workspace.ts";
import type { Configuration } from "./configuration.ts";
import type { Removals } from "./removals.ts";
import type { Author } from "./types.ts";

export type Handler<M extends MethodName> = (
  params: ParsedParams<M>,
  author: Author,
) => Promise<MethodResult<M>>;

export type Handlers = { readonly [M in MethodName]: Handler<M> };

export interface HostParts {
  readonly balancer: Balancer;
  readonly lab: Lab;
  readonly workspace: Pick<Workspace, "file" | "history">;
  readonly configuration: Configuration;
  readonly removals: Removals;
  /** With what only the host knows: the revision, and who is removed once drained. */
  readonly snapshot: () => Snapshot;
}
