// Our cookie in heads: taken out of a request's, written into an answer's. Finding it is the relay's, with the other parts it reads.

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
