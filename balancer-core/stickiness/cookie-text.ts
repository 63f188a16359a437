// Our cookie among a client's others: found in a Cookie field, taken out of a request head, written as a Set-Cookie line.

/** Browsers send one per path; more of one name than this are not looked at. */
const mostOfOneName = 4;

/** Values of the cookie of this name, first come first. */
export function cookieValues(field: string, name: string): string[] {
  const wanted = `${name}=`;
  const values: string[] = [];
  let at = field.indexOf(wanted);
  while (at !== -1 && values.length < mostOfOneName) {
    const from = at + wanted.length;
    if (at === 0 || isSeparator(field.charCodeAt(at - 1))) {
      let end = from;
      while (end < field.length && !isSeparator(field.charCodeAt(end))) end++;
      values.push(field.slice(from, end));
    }
    at = field.indexOf(wanted, from);
  }
  return values;
}

/** Space, tab, `;`, and `,` where several fields were joined as one list. */
function isSeparator(character: number): boolean {
  return character === 0x20 || character === 0x09 || character === 0x3b || character === 0x2c;
}

const cookieLine = /\r\n(cookie:[ \t]*)([^\r\n]*)/gi;

/** The request head without the cookie, and without a Cookie field that held nothing else. */
export function withoutCookie(head: string, name: string): string {
  const wanted = `${name}=`;
  if (!head.includes(wanted)) return head;
  return head.replace(cookieLine, (line: string, start: string, pairs: string) => {
    const all = pairs.split(";");
    const others = all.filter((pair) => !pair.trimStart().startsWith(wanted));
    if (others.length === all.length) return line;
    return others.length === 0 ? "" : `\r\n${start}${others.join(";").trimStart()}`;
  });
}

export interface CookieLine {
  readonly name: string;
  readonly value: string;
  readonly ttlMs: number;
  readonly isSecure: boolean;
}

/** The lines that give a client its cookie. A cache shared by many clients must not give it to all of them, hence the second. */
export function setCookieLines({ name, value, ttlMs, isSecure }: CookieLine): string {
  const maxAge = Math.max(1, Math.floor(ttlMs / 1_000));
  const secure = isSecure ? "; Secure" : "";
  return (
    `Set-Cookie: ${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}\r\n` +
    "Cache-Control: private\r\n"
  );
}
