// What callers send, before anything is made of it: bounded in depth, and without the keys that objects must not own.
import { BalancerError } from "../contract/balancer-error.ts";
import { reservedIds } from "../contract/ids.ts";

const deepestNesting = 64;

/** Throws INVALID_PARAMS. Walks without recursion, whatever the depth. */
export function checkPlainData(data: unknown): void {
  let level: unknown[] = [data];
  for (let depth = 0; level.length > 0; depth += 1) {
    // SECURITY: what comes later walks by recursion, and would end in an overflow of the stack.
    if (depth > deepestNesting) {
      throw refused(`the parameters are nested more than ${deepestNesting} levels deep`);
    }
    level = level.flatMap(partsOf);
  }
}

function partsOf(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  // SECURITY: these would change prototypes of the objects that are made with them, or be dropped without a word.
  const reserved = reservedIds.find((key) => Object.hasOwn(value, key));
  if (reserved !== undefined) throw refused(`the key "${reserved}" is not allowed`);
  return Object.values(value);
}

function refused(message: string): BalancerError {
  return new BalancerError("INVALID_PARAMS", message);
}
