// The words of the glossary and what nginx and HAProxy call the same things; null where they have none. The texts are in the
// catalogues, renderer/i18n; all of it is held against docs/glossary.md by a test.
export const glossaryTerms = {
  listener: { nginx: "server block with listen", haproxy: "frontend with bind" },
  route: { nginx: "location, map", haproxy: "use_backend … if" },
  pool: { nginx: "upstream", haproxy: "backend" },
  server: { nginx: "server in upstream", haproxy: "server" },
  weight: { nginx: "weight", haproxy: "weight" },
  share: { nginx: null, haproxy: null },
  algorithm: { nginx: "balancing method", haproxy: "balance" },
  candidate: { nginx: "eligible peer", haproxy: "usable server" },
  lease: { nginx: null, haproxy: "stream" },
  session: { nginx: "sticky", haproxy: "stick-table entry" },
  decision: { nginx: null, haproxy: null },
  attempt: { nginx: "entry of $upstream_addr", haproxy: "retry, redispatch" },
  intent: { nginx: "down, drain", haproxy: "set server … state" },
  check: { nginx: "health_check (Plus)", haproxy: "option httpchk, tcp-check" },
  verdict: { nginx: "peer state", haproxy: "health counter" },
  riseFall: { nginx: "passes, fails", haproxy: "rise, fall" },
  ejection: { nginx: "max_fails, fail_timeout", haproxy: "observe, on-error" },
  state: { nginx: "state in the API", haproxy: "status column" },
  usable: { nginx: null, haproxy: null },
  drain: { nginx: "drain (1.29.6)", haproxy: "state drain" },
  forceClose: { nginx: null, haproxy: "shutdown sessions" },
  retire: { nginx: null, haproxy: null },
  queue: { nginx: "queue (Plus)", haproxy: "maxconn queue" },
  panic: { nginx: null, haproxy: "– (Envoy: panic threshold)" },
  backup: { nginx: "backup", haproxy: "backup" },
  ownAnswer: { nginx: "error page", haproxy: "status with termination flags" },
  authority: { nginx: "ssl_trusted_certificate", haproxy: "ca-file" },
  percentile: { nginx: null, haproxy: null },
  lab: { nginx: null, haproxy: null },
  host: { nginx: null, haproxy: "stats socket, Data Plane API" },
  shell: { nginx: null, haproxy: null },
  workspace: { nginx: "prefix", haproxy: null },
  revision: { nginx: null, haproxy: "version (Data Plane API)" },
} as const satisfies Record<
  string,
  { readonly nginx: string | null; readonly haproxy: string | null }
>;

export type GlossaryTerm = keyof typeof glossaryTerms;
export const glossaryNames = Object.keys(glossaryTerms) as readonly GlossaryTerm[];
