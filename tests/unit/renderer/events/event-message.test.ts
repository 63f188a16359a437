// The links in an event's message.
import { describe, expect, it } from "vitest";
import { messageParts, shortened } from "../../../../renderer/features/events/event-message.ts";

const links = (message: string, pool?: string) =>
  messageParts({ message, ...(pool === undefined ? {} : { pool }) }).flatMap(({ target }) =>
    target ? [target] : [],
  );

describe("an event's message", () => {
  it("links a server through the pool beside it, and the pool", () => {
    expect(links('server "s1" of pool "app": up → down')).toEqual([
      { kind: "server", pool: "app", server: "s1" },
      { kind: "pool", pool: "app" },
    ]);
  });

  it("links a server whose pool the event names, and leaves servers without a pool as text", () => {
    expect(links('server "s1" is gone', "app")).toHaveLength(1);
    expect(links('lab server "fast": running false → true')).toEqual([]);
  });

  it("begins with a capital, and loses no text but the quotes of what it links", () => {
    const message = 'listener "web" listens on "x"';
    expect(
      messageParts({ message })
        .map(({ text }) => text)
        .join(""),
    ).toBe('Listener web listens on "x"');
  });

  it("keeps the first changes of a long list and counts the rest", () => {
    const changes = ["a added", "b added", "c added", "d added"];
    expect(shortened(changes.join("; "))).toEqual({ text: "a added; b added", more: 2 });
    expect(shortened("a added; b added; c added")).toMatchObject({ more: 0 });
  });
});
