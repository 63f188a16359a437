// @vitest-environment jsdom
// Fields: what a caller says of a value is kept, an error wins, and a word of the glossary leaves the name as it is.
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { NumberField, TextField } from "../../../../renderer/components/ui/field.tsx";

const nothing = () => {};

afterEach(cleanup);

describe("a field", () => {
  it("keeps its caller's aria-invalid, and is invalid with an error", () => {
    const { rerender } = render(
      <NumberField label="Weight" value={1} aria-invalid={true} onValueChange={nothing} />,
    );
    const invalid = () => screen.getByLabelText("Weight").getAttribute("aria-invalid");
    expect(invalid()).toBe("true");
    rerender(<NumberField label="Weight" value={1} onValueChange={nothing} />);
    expect(invalid()).toBeNull();
    rerender(
      <NumberField
        label="Weight"
        value={1}
        error="0 to 256"
        aria-invalid={false}
        onValueChange={nothing}
      />,
    );
    expect(invalid()).toBe("true");
  });

  it("is named by its label, also where the label is explained", () => {
    render(<TextField label="Weight" term="weight" value="" onValueChange={nothing} />);
    expect(screen.getByRole("textbox", { name: "Weight" })).toBeTruthy();
    expect(screen.getByText("Weight").getAttribute("aria-description")).toContain("traffic");
  });
});
