// Text out of bytes: what it was a moment ago is not made again, and never taken for what it is not.
import fc from "fast-check";
import { expect, it } from "vitest";
import { textAt } from "../../../../balancer-core/proxy/http1/tokens.ts";

it("gives the text that stands there, whatever stood there before", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\u00ff", "\u0100"), maxLength: 4 });
  fc.assert(
    fc.property(text, text, (here, last) => {
      const bytes = Buffer.from(`<${here}>`, "latin1");
      expect(textAt(bytes, 1, bytes.length - 1, last)).toBe(
        bytes.toString("latin1", 1, bytes.length - 1),
      );
    }),
  );
});
