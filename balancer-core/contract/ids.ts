// Identifiers that people choose: listeners, pools, servers, lab entries. They appear in files, addresses and labels.
import { z } from "zod";

/** Letters, digits, dot, dash, underscore; starts with a letter or digit; at most 63. Safe in URLs, headers, metrics and logs. */
export const idSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
    "expected an id: letters, digits, '.', '-' or '_', starting with a letter or digit, at most 63 characters",
  );

/** Names an object cannot own, because lookups by id use plain records at the edges (JSON, YAML). */
export const reservedIds: readonly string[] = ["__proto__", "constructor", "prototype"];
