// Our own routing: `#/servers/app/s1` is the page `servers` with the rest `["app", "s1"]`. Other fragments are not ours.
import { useSyncExternalStore } from "react";

export interface Route {
  readonly page: string;
  readonly rest: readonly string[];
}

export function parseRoute(hash: string, fallback = "topology"): Route {
  if (!hash.startsWith("#/")) return { page: fallback, rest: [] };
  const [page = "", ...rest] = hash.slice(2).split("/").map(decodeSafely);
  return { page: page === "" ? fallback : page, rest: rest.filter((part) => part !== "") };
}

function decodeSafely(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function routeHref(page: string, ...rest: readonly string[]): string {
  return `#/${[page, ...rest].map(encodeURIComponent).join("/")}`;
}

export function navigate(page: string, ...rest: readonly string[]): void {
  window.location.hash = routeHref(page, ...rest);
}

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

export function useRoute(): Route {
  // The hash itself is the snapshot: a string is stable between changes, a parsed object would not be.
  return parseRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}
