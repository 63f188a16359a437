// The core's public API for shells. The one file of the core that re-exports.
export { createBalancer } from "./balancer.ts";
export type * from "./balancer-types.ts";
export { formatProblem } from "./config/format-problem.ts";
export { parseConfig } from "./config/parse.ts";
export { BalancerError } from "./contract/balancer-error.ts";
export { InvalidConfigError } from "./errors.ts";
export { writeAtomically } from "./persistence/atomic-write.ts";
export { demoDocument } from "./persistence/demo-document.ts";
export { openWorkspace, type Workspace } from "./persistence/workspace.ts";
export { defaultWorkspaceDirectory } from "./persistence/workspace-folder.ts";
export { type Clock, type Ports, systemPorts, type Timer } from "./ports.ts";
