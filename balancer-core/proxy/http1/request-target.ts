// Authorities and absolute-form targets (RFC 9112, 3.2; RFC 3986, 3.2), without user information.
import { isAuthorityByte } from "./tokens.ts";

const ipLiteral = /^\[[0-9A-Fa-f:.]+\](?::\d{0,5})?$/;

/** Host of an authority, without its port, or undefined when it is not `host`, `host:port` or `[literal]:port`. */
export function readAuthority(authority: string): string | undefined {
  if (authority.length === 0) return undefined;
  if (authority.charCodeAt(0) === 0x5b) {
    if (!ipLiteral.test(authority)) return undefined;
    return authority.slice(0, authority.indexOf("]") + 1);
  }
  let colon = -1;
  for (let index = 0; index < authority.length; index++) {
    const code = authority.charCodeAt(index);
    if (code > 0xff || isAuthorityByte[code] !== 1 || code === 0x5b || code === 0x5d) {
      return undefined;
    }
    if (colon !== -1 && (code < 0x30 || code > 0x39 || index - colon > 5)) return undefined;
    if (code === 0x3a) colon = index;
  }
  if (colon === 0) return undefined;
  return colon === -1 ? authority : authority.slice(0, colon);
}

/** Parts of `http://authority/path`; undefined for any other form, and for user information. */
export function splitAbsoluteTarget(
  target: string,
): { readonly authority: string; readonly path: string } | undefined {
  const match = /^https?:\/\/([^/?]+)(.*)$/i.exec(target);
  const authority = match?.[1];
  if (authority === undefined || readAuthority(authority) === undefined) return undefined;
  return { authority, path: match?.[2] ?? "" };
}
