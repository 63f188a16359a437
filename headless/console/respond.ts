// Answers of the console's server: JSON, text, and the one mapping of errors to HTTP.
import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { BalancerError } from "../../balancer-core/contract/balancer-error.ts";
import { errorRows } from "../../balancer-core/contract/error-codes.ts";

export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

const always = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  // SECURITY: pages of other sites cannot even load it without reading it, as a picture or a script, into their own process.
  "cross-origin-resource-policy": "same-origin",
};

export function jsonAnswer(
  status: number,
  value: unknown,
  headers: OutgoingHttpHeaders = {},
): Answer {
  return textAnswer(status, "application/json; charset=utf-8", JSON.stringify(value), headers);
}

export function textAnswer(
  status: number,
  contentType: string,
  body: string,
  headers: OutgoingHttpHeaders = {},
): Answer {
  return { status, headers: { ...always, "content-type": contentType, ...headers }, body };
}

/** Unknown errors become INTERNAL without their message, which may hold secrets. */
export function errorAnswer(error: unknown, headers: OutgoingHttpHeaders = {}): Answer {
  const known = error instanceof BalancerError ? error : undefined;
  const code = known?.code ?? "INTERNAL";
  const message = known?.message ?? errorRows.INTERNAL.sentence;
  return jsonAnswer(
    errorRows[code].httpStatus,
    { error: { code, message, details: known?.details ?? null } },
    headers,
  );
}

export function send(response: ServerResponse, answer: Answer, withBody = true): void {
  if (response.headersSent || response.destroyed) return;
  const length = Buffer.byteLength(answer.body);
  response.writeHead(answer.status, { ...answer.headers, "content-length": length });
  response.end(withBody ? answer.body : undefined);
}
