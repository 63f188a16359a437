// What the core tells people beside error codes: why a server is in its state, what a check was answered, why a server could not be
// chosen, and what events say. One row per sentence: its code and its English, with the places of its values. The core says each
// by its code; read-sentence.ts finds code and values again, so that a console can say the same in another language.

export const sentenceRows = {
  // Why a server is in its state.
  MAINTENANCE_SET: "maintenance set by the operator",
  DRAIN_SET: "drain set by the operator",
  TAKEN_OUT: "removed from the configuration",
  SESSIONS_LEFT: "{{said}}, its sessions may still come",
  REQUEST_LEFT: "{{said}}, 1 request left",
  REQUESTS_LEFT: "{{said}}, {{count}} requests left",
  EJECTED_AT_ONCE: "1 failure, ejected for {{duration}}",
  EJECTED: "{{count}} failures in a row, ejected for {{duration}}",
  CHECKS_FAILED: "{{count}}/{{needed}} checks failed",
  CHECKS_FAILED_SAYING: "{{count}}/{{needed}} checks failed: {{said}}",
  CHECKS_PASSED: "{{count}}/{{needed}} checks passed",
  CHECKS_PASSED_SAYING: "{{count}}/{{needed}} checks passed: {{said}}",
  CHECK_PASSED: "last check passed",
  CHECK_PASSED_SAYING: "last check passed: {{said}}",
  NO_CHECK_YET: "no check has ended yet",
  CHECKS_OFF: "health checks are off",

  // What a check was answered. A status by itself, `200 OK`, is told as it is.
  NO_ANSWER: "no answer within {{duration}}",
  STATUS_NOT_EXPECTED: "{{status}}, expected {{wanted}}",
  BODY_NOT_EXPECTED: "{{status}}, body does not match /{{pattern}}/",
  NOT_HTTP: "the answer is not HTTP",
  INCOMPLETE_ANSWER: "closed without a complete answer",
  SWITCHES_PROTOCOLS: "the answer switches protocols",
  CHECK_NOT_SENDABLE: "a header field of the check cannot be sent",
  CONNECTED: "connected",
  CONNECTED_AND_SENT: "connected and sent",
  ANSWERED_AS_EXPECTED: "answered as expected",
  EXPECTED_NOT_SAID: "the expected answer did not come",
  CLOSED_TOO_EARLY: "closed before the expected answer",
  CONNECT_FAILED: "connect {{errno}}",
  READ_FAILED: "read {{errno}}",
  WRITE_FAILED: "write {{errno}}",
  LOOKUP_FAILED: "getaddrinfo {{errno}}",

  // Why a server could not be chosen; a state that keeps it out is told by its own name.
  ALREADY_TRIED: "already tried",
  FULL: "full",
  REMOVED: "removed",
  WEIGHTLESS: "weight 0",
  BACKUP_NOT_NEEDED: "backup not needed",

  // How objects are named inside sentences.
  SERVER_OF: 'server "{{id}}" of {{thing}}',
  SERVER: 'server "{{id}}"',
  POOL: 'pool "{{id}}"',
  LISTENER: 'listener "{{id}}"',
  LAB_SERVER: 'lab server "{{id}}"',
  SIMULATED_SERVER: 'simulated server "{{id}}"',
  TRAFFIC: 'traffic "{{id}}"',

  // Events of servers and of the configuration.
  STATE_CHANGED: "{{thing}}: {{from}} → {{to}}: {{said}}",
  FROM_NEXT_START: "{{said}}, from the next start on",
  MEMBER_ADDED_AT: "{{thing}} added at {{address}}",
  MEMBER_ADDED: "{{thing}} added",
  MEMBER_REMOVED: "{{thing}} removed",
  SETTING_OF_CHANGED: "{{thing}}: {{key}} {{before}} → {{after}}",
  SETTING_OF_CHANGED_FAR: "{{thing}}: {{key}} changed",
  ORDER_OF_LISTENERS: "order of listeners changed",
  ORDER_OF_POOLS: "order of pools changed",
  ORDER_OF_SERVERS: "{{thing}}: order of servers changed",
  ORDER_OF_LAB_SERVERS: "order of lab servers changed",
  ORDER_OF_TRAFFIC: "order of traffic changed",
  SETTING_CHANGED: "{{key}} {{before}} → {{after}}",
  SETTING_CHANGED_FAR: "{{key}} changed",
  AND_MORE: "and {{count}} more",
  LAYOUT_CHANGED: "comments or layout changed",
  NOT_IN_HISTORY: "revision {{revision}} is not in the history: {{errno}}",
  FILE_NOT_APPLIED: "the file was not applied: {{said}}",
  FILE_NOT_READ: "the file was not read again: {{errno}}",
  NOT_REMOVED: "{{thing}} is drained but was not removed: {{said}}",
  AUTHORITIES_READ: '{{thing}}: authorities read again from "{{file}}"',
  AUTHORITIES_KEPT: "the authorities before stay in use",
  SCENARIO_SET_UP: 'scenario "{{id}}" set up',
  SCENARIO_TAKEN_AWAY: 'scenario "{{id}}" taken away',

  // Events of listeners.
  LISTENS: "{{thing}} listens on {{address}}",
  CLOSED: "{{thing}} closed on {{address}}",
  ADDRESS_NOT_VALID: '{{thing}}: address "{{address}}" is not valid',
  ADDRESS_IN_USE: "{{thing}}: address {{address}} is already in use",
  ADDRESS_FORBIDDEN: "{{thing}}: this user may not listen on {{address}}",
  ADDRESS_FAILED: "{{thing}}: {{address}} failed: {{errno}}",
  CONNECTIONS_FULL: "{{count}} connections are open, as many as it may have",
  FILES_FULL: "this process has opened nearly as many files as the system allows",
  IDLE_MAKE_ROOM: "those that wait longest for their client are closed, else new ones",
  CERTIFICATE_TOO_NEW: 'certificate "{{file}}" is not valid before {{day}}',
  CERTIFICATE_EXPIRES: 'certificate "{{file}}" expires on {{day}}',
  CERTIFICATE_EXPIRED: 'certificate "{{file}}" expired on {{day}}',
  FILE_UNREADABLE: 'file "{{file}}" cannot be read: {{errno}}',
  FILE_TOO_LARGE: 'file "{{file}}" is larger than {{size}}',
  FILE_NOT_CERTIFICATE: 'file "{{file}}": expected a certificate in PEM',
  CERTIFICATE_WRONG: 'certificate "{{file}}": expected a certificate in PEM',
  KEY_WRONG: 'certificate "{{file}}": expected its key in PEM, without a passphrase',
  KEY_NOT_MATCHING: 'certificate "{{file}}": the key does not match',
  CERTIFICATES_KEPT: "the certificates before stay in use",
  NO_CERTIFICATE_FOR: "no certificate stands for {{hosts}}, which routes name",
  FIRST_CERTIFICATE: "clients get the first",

  // Events of the process, its log and its traces.
  STARTED: "balancer started, listeners: {{listeners}}, pools: {{pools}}",
  STOPS: "balancer stops",
  STOPPED: "balancer stopped",
  FAILED_INSIDE: '"{{method}}" failed inside: {{detail}}',
  LOG_NOT_WRITTEN: 'log "{{file}}" could not be written: {{errno}}',
  LOG_TOO_SLOW: 'log "{{file}}": the disk does not keep up, so lines are dropped',
  LOG_WRITTEN_AGAIN: 'log "{{file}}" is written again, lines dropped: {{count}}',
  TRACES_NOT_EXPORTED: "traces are not exported: {{detail}}",
  TRACES_LOST: "traces do not arrive at {{address}}: {{detail}}",
  TRACES_ARRIVE: "traces arrive again at {{address}}",

  // Events of the lab.
  TRAFFIC_STARTED: "{{thing}} started towards {{target}}",
  TRAFFIC_STOPPED: "{{thing}} stopped",
  TRAFFIC_STOPPED_GONE: "{{thing}} stopped: removed",
  FAULT_OF_SOME: '{{thing}} has the fault "{{fault}}" for {{duration}}, {{percent}} % of requests',
  FAULT: '{{thing}} has the fault "{{fault}}" for {{duration}}',
  HEALED: '{{thing}} healed of "{{fault}}"',
  CRASHED: "{{thing}} crashed: {{address}} is closed",
  RETURNED: "{{thing}} returned: listening on {{address}}",
  CANNOT_LISTEN: "cannot listen on {{address}}: {{errno}}",
  STOPPED_LISTENING: "stopped listening: {{errno}}",

  // Whatever else is said of an object.
  THING_SAYS: "{{thing}}: {{said}}",
  THING_DOES: "{{thing}} {{said}}",
} as const;

export type SentenceCode = keyof typeof sentenceRows;

export const sentenceCodes = Object.keys(sentenceRows) as SentenceCode[];

type Names<English> = English extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

export type SentenceValues<Code extends SentenceCode> = {
  readonly [Name in Names<(typeof sentenceRows)[Code]>]: string | number;
};

/** Texts and names of values in turn: reasons are said for every server in every snapshot. */
const parts = new Map<SentenceCode, readonly string[]>(
  sentenceCodes.map((code) => [code, sentenceRows[code].split(/\{\{(\w+)\}\}/)]),
);

/** The English of a row with its values: what logs, the API and, in English, the console show. */
export function sentence<Code extends SentenceCode>(
  code: Code,
  ...[values]: [Names<(typeof sentenceRows)[Code]>] extends [never] ? [] : [SentenceValues<Code>]
): string {
  // Reasons of choices are most often without: nothing is put together for them.
  if (values === undefined) return sentenceRows[code];
  const named = values as Readonly<Record<string, string | number>>;
  let text = "";
  for (const [index, part] of (parts.get(code) ?? []).entries())
    text += index % 2 === 0 ? part : String(named[part]);
  return text;
}

/** How a server is named wherever its pool is not told already. */
export const serverName = (pool: string, id: string): string =>
  sentence("SERVER_OF", { id, thing: sentence("POOL", { id: pool }) });
