// The core's public API for shells. The one file of the core that re-exports.
export { createBalancer } from "./balancer.ts";
export type * from "./balancer-types.ts";
export { BalancerError } from "./contract/balancer-error.ts";
export { InvalidConfigError } from "./errors.ts";
export { type Ports, systemPorts } from "./ports.ts";
