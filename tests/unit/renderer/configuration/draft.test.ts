// The draft of the configuration: when it can be applied, when somebody else's change is a conflict and when it is not.
import { describe, expect, it } from "vitest";
import {
  canApply,
  discarded,
  emptyDraft,
  keptMine,
  statusOf,
  withCheck,
  withRunning,
  withText,
} from "../../../../renderer/features/configuration/draft.ts";

const running = (yaml: string, revision: number) => ({ yaml, revision, file: "evenkeel.yaml" });
const loaded = withRunning(emptyDraft, running("a", 1));
const edited = withText(loaded, "b");
const problem = { path: "", message: "wrong", code: "INVALID_CONFIG" as const };

describe("the configuration's draft", () => {
  it("follows what runs while nothing was edited", () => {
    expect(statusOf(loaded)).toBe("unchanged");
    expect(withRunning(loaded, running("c", 2)).text).toBe("c");
  });

  it("can be applied once the very text was checked without problems", () => {
    expect(statusOf(edited)).toBe("checking");
    const checked = withCheck(edited, { text: "b", problems: [], changes: ["x"], impact: null });
    expect(canApply(checked)).toBe(true);
    expect(canApply(withText(checked, "bb"))).toBe(false);
  });

  it("cannot be applied with problems", () => {
    const checked = withCheck(edited, {
      text: "b",
      problems: [problem],
      changes: [],
      impact: null,
    });
    expect(statusOf(checked)).toBe("wrong");
  });

  it("ignores answers for a text that was edited meanwhile", () => {
    expect(withCheck(edited, { text: "old", problems: [problem], changes: [], impact: null })).toBe(
      edited,
    );
  });

  it("is in conflict when something else runs under an edit, and keeps the edit", () => {
    const conflict = withRunning(edited, running("c", 2));
    expect(statusOf(conflict)).toBe("conflict");
    expect(conflict.text).toBe("b");
    expect(canApply(conflict)).toBe(false);
  });

  it("is in no conflict when only the revision moved, or when the edit is what runs now", () => {
    expect(withRunning(edited, running("a", 2))).toMatchObject({ theirs: null, text: "b" });
    expect(statusOf(withRunning(edited, running("b", 2)))).toBe("unchanged");
  });

  it("loads theirs when discarded in a conflict", () => {
    const conflict = withRunning(edited, running("c", 2));
    expect(discarded(conflict)).toMatchObject({ text: "c", theirs: null, base: { revision: 2 } });
  });

  it("keeps mine against their revision, and checks it again", () => {
    const conflict = withRunning(edited, running("c", 2));
    const kept = keptMine(
      withCheck(conflict, { text: "b", problems: [], changes: [], impact: null }),
    );
    expect(kept).toMatchObject({ text: "b", theirs: null, base: { revision: 2 }, check: null });
    expect(statusOf(kept)).toBe("checking");
  });
});
