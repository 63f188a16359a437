// A caption at the foot of the console. It is no part of the product: the demo puts it into the page.
import type { Page } from "@playwright/test";

const captionId = "demo-caption";

export async function showCaption(page: Page, text: string): Promise<void> {
  await page.evaluate(
    ({ id, words }) => {
      let caption = document.getElementById(id);
      if (caption === null) {
        caption = document.createElement("div");
        caption.id = id;
        caption.setAttribute("role", "note");
        // Through the object model, because the console's policy refuses styles in the markup.
        Object.assign(caption.style, {
          position: "fixed",
          zIndex: "10000",
          bottom: "28px",
          left: "50%",
          width: "max-content",
          maxWidth: "min(880px, 84vw)",
          padding: "14px 24px",
          borderRadius: "6px",
          background: "var(--ink)",
          color: "var(--surface)",
          font: "550 18px/1.45 var(--face-text, inherit)",
          textAlign: "center",
          translate: "-50% 0",
          pointerEvents: "none",
        });
        document.body.append(caption);
      }
      caption.textContent = words;
      caption.hidden = words === "";
    },
    { id: captionId, words: text },
  );
}
