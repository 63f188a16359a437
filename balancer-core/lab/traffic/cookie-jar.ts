// The cookies of one client of a generator, as far as stickiness needs them: names and values, forgotten when Max-Age says so.

export interface CookieJar {
  /** For the Cookie header; undefined while there is none. */
  header(): string | undefined;
  store(setCookies: readonly string[]): void;
}

const mostCookies = 20;
const longestCookie = 4_096;

export function createCookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    header() {
      if (cookies.size === 0) return undefined;
      return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    },
    store(setCookies) {
      for (const line of setCookies) {
        const [pair = "", ...attributes] = line.split(";");
        const at = pair.indexOf("=");
        if (at < 1 || line.length > longestCookie) continue;
        const name = pair.slice(0, at).trim();
        cookies.delete(name);
        const isOver = attributes.some((text) => /^\s*max-age\s*=\s*(0|-)/i.test(text));
        if (!isOver && cookies.size < mostCookies) cookies.set(name, pair.slice(at + 1).trim());
      }
    },
  };
}
