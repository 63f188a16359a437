// The registry: what is listed, what a key means, and who wins.
import { afterEach, describe, expect, it, vi } from "vitest";
import { findCommands } from "../../../../renderer/app/find-commands.ts";
import {
  type Command,
  findByKeys,
  listCommands,
  listShortcuts,
  registerCommandSource,
  registerCommands,
  shortcutOf,
} from "../../../../renderer/state/commands.ts";

const command = (id: string, rest: Partial<Command> = {}): Command => ({
  id,
  section: "go",
  title: () => id,
  run: () => {},
  ...rest,
});
const press = (keys: string) => findByKeys((shortcut) => shortcut === keys)?.id;
const undo: (() => void)[] = [];
const register = (...commands: Command[]) => undo.push(registerCommands(commands));

afterEach(() => {
  for (const step of undo.splice(0)) step();
});

describe("the registry of commands", () => {
  it("lists what has a meaning now, with what sources make", () => {
    register(command("a"), command("b", { when: () => false }));
    undo.push(registerCommandSource(() => [command("c")]));
    expect(listCommands().map(({ id }) => id)).toEqual(["a", "c"]);
  });

  it("gives keys to what was registered last and has a meaning now", () => {
    const isPageThere = vi.fn(() => true);
    register(command("frame", { shortcuts: ["n"] }));
    register(command("page", { shortcuts: ["n"], when: isPageThere }));
    expect(press("n")).toBe("page");
    isPageThere.mockReturnValue(false);
    expect(press("n")).toBe("frame");
  });

  it("forgets what is taken away", () => {
    register(command("a", { shortcuts: ["a"] }));
    expect(shortcutOf("a")).toBe("a");
    undo.pop()?.();
    expect([press("a"), shortcutOf("a"), listShortcuts().length]).toEqual([
      undefined,
      undefined,
      0,
    ]);
  });
});

describe("finding a command", () => {
  const servers = Array.from({ length: 200 }, (_, index) =>
    command(`server.drain:app/s${index}`, { title: () => `Drain s${index} in app` }),
  );
  const all = [...servers, command("undo", { title: () => "Undo", keywords: () => "revert" })];

  it("leaves what is about one thing out until it is asked for, and shows no more than a person reads", () => {
    const idle = findCommands(all, "");
    expect([idle.found.map(({ id }) => id), idle.more]).toEqual([["undo"], 200]);
    const asked = findCommands(all, "drain");
    expect([asked.found.length, asked.more]).toEqual([40, 160]);
  });

  it("is fuzzy over titles and other words", () => {
    expect(findCommands(all, "drain s17 app").found[0]?.id).toBe("server.drain:app/s17");
    expect(findCommands(all, "dr s42").found[0]?.id).toBe("server.drain:app/s42");
    // s1 is in no other title, and in addresses only by chance.
    const close = [
      ...all,
      command("far", { title: () => "Go to s2", keywords: () => "127.0.0.1" }),
    ];
    expect(findCommands(close, "s11").found.map(({ id }) => id)).not.toContain("far");
    expect(findCommands(all, "revert").found.map(({ id }) => id)).toEqual(["undo"]);
    expect(findCommands(all, "xyzzy").found).toEqual([]);
  });
});
