// What the functions use that run in the page; the rest of the bench knows no browser.
declare const localStorage: { setItem(key: string, value: string): void };
declare function requestAnimationFrame(callback: (now: number) => void): number;
