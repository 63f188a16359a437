// @vitest-environment jsdom
// Every state has its word, its own shape and its own colour.
import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { serverStateSchema } from "../../../../balancer-core/contract/snapshot.ts";
import { StateChip, stateWord } from "../../../../renderer/components/ui/state-chip.tsx";

afterEach(cleanup);

describe("the state chip", () => {
  it.each(serverStateSchema.options)("says %s as word and colour", (state) => {
    const { container } = render(<StateChip state={state} detail="2/3" />);
    expect(container.textContent).toBe(`${stateWord(state)}2/3`);
    expect(container.querySelector("svg")?.style.color).toBe(`var(--state-${state})`);
  });

  it("draws no two states alike", () => {
    const shapes = serverStateSchema.options.map(
      (state) => render(<StateChip state={state} />).container.querySelector("svg")?.innerHTML,
    );
    expect(new Set(shapes).size).toBe(serverStateSchema.options.length);
  });
});
