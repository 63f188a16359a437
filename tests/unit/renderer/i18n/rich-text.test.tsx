// @vitest-environment jsdom
// Texts with parts: tags become the parts they name, and what comes from outside stays what it is.
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { RichText } from "../../../../renderer/i18n/rich-text.tsx";

afterEach(cleanup);

it("draws its parts around values that may hold tags and signs of their own", () => {
  const detail = `<figure>200</figure> <b>"it's" & a/b</b> <`;
  const { container } = render(
    <RichText
      from="topology"
      text="checked"
      values={{ ago: "3 s ago", detail }}
      parts={{ figure: <em /> }}
    />,
  );
  expect(container.textContent).toBe(`Last check 3 s ago: ${detail}`);
  expect(container.querySelector("em")?.textContent).toBe(detail);
  expect(container.querySelector("b")).toBeNull();
});
