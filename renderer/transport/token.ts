// The token of the web console: taken from the address once, kept for this tab only, and never left in the address.
const storageKey = "evenkeel.token";

/** Reads `#token=…` and strips it, or gives back what this tab knows already. */
export function takeToken(): string | null {
  const match = /^#token=([A-Za-z0-9._~-]{1,256})/.exec(window.location.hash);
  if (match?.[1] !== undefined) {
    rememberToken(match[1]);
    // SECURITY: a fragment left in the address would be copied with it, and kept in the history.
    window.history.replaceState(null, "", `${window.location.pathname}${window.location.search}`);
    return match[1];
  }
  try {
    return sessionStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

export function rememberToken(token: string): void {
  try {
    sessionStorage.setItem(storageKey, token);
  } catch {
    // The tab keeps nothing: the token is asked for again after a reload.
  }
}

export function forgetToken(): void {
  try {
    sessionStorage.removeItem(storageKey);
  } catch {
    // Nothing was kept.
  }
}
