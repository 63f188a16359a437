// The part of a request that its pool's algorithm or stickiness goes by, read while the head is there.
import type { RequestPart } from "../../algorithms/request-part.ts";
import type { RequestHead } from "./request-head.ts";

/** What an own cookie or a query may be searched in; a longer list of cookies is as good as none. */
const mostCookies = 200;

/** Undefined when the request has no such part. Bytes come as one character each, and nothing is decoded. */
export function requestPart(
  part: RequestPart,
  head: RequestHead,
  bytes: Buffer,
): string | undefined {
  switch (part.kind) {
    case "path":
      return pathOf(head.target);
    case "header":
      return head.fields.find(bytes, part.name);
    case "cookie":
      return cookieOf(head.fields.find(bytes, "cookie"), part.name);
    case "query":
      return queryOf(head.target, part.name);
  }
}

function pathOf(target: string): string {
  const query = target.indexOf("?");
  return query === -1 ? target : target.slice(0, query);
}

/** The first cookie of that name. Several fields were joined with commas, which stand in no name. */
function cookieOf(field: string | undefined, name: string): string | undefined {
  if (field === undefined) return undefined;
  for (const pair of field.split(/[;,]/, mostCookies)) {
    const equals = pair.indexOf("=");
    if (equals !== -1 && pair.slice(0, equals).trim() === name)
      return pair.slice(equals + 1).trim();
  }
  return undefined;
}

function queryOf(target: string, name: string): string | undefined {
  const begin = target.indexOf("?");
  let at = begin;
  while (at !== -1) {
    const from = at + 1;
    at = target.indexOf("&", from);
    const end = at === -1 ? target.length : at;
    if (target.startsWith(name, from) && target.charCodeAt(from + name.length) === 0x3d) {
      return target.slice(from + name.length + 1, end);
    }
  }
  return undefined;
}
