// The shapes of the states as images for style sheets. Drawn in place, each shape is a picture of its own for the browser, which
// hundreds of them in one view make it sort through with every frame; an image costs no more than a background.
import { type CSSProperties, type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import type { ServerState } from "../../../balancer-core/contract/snapshot.ts";
import { statesByUrgency } from "../../state/overview.ts";
import { useDrawnTheme } from "../../state/use-preferences.ts";
import { StateGlyph } from "./state-chip.tsx";

export interface GlyphImages {
  /** What `glyphImage` refers to; for an element around all that use it. */
  readonly style: CSSProperties;
  /** Stands hidden anywhere in the page: the shapes that the images are made from. */
  readonly source: ReactNode;
}

/** The background image of an element that shows a state. */
export const glyphImage = (state: ServerState): string => `var(--glyph-${state})`;

/** In the colours of the theme that is drawn, and made again with another one. */
export function useGlyphImages(): GlyphImages {
  const theme = useDrawnTheme();
  const [style, setStyle] = useState<CSSProperties>({});
  const drawn = useRef<string | null>(null);
  const read = useCallback(
    (element: HTMLElement | null) => {
      if (element === null || drawn.current === theme) return;
      drawn.current = theme;
      setStyle(imagesOf(element));
    },
    [theme],
  );
  const source = useMemo(
    () => (
      <div hidden ref={read}>
        {statesByUrgency.map((state) => (
          <StateGlyph key={state} state={state} />
        ))}
      </div>
    ),
    [read],
  );
  return { style, source };
}

function imagesOf(element: HTMLElement): CSSProperties {
  const shapes = [...element.querySelectorAll("svg")];
  return Object.fromEntries(
    shapes.map((shape, index) => [`--glyph-${statesByUrgency[index]}`, imageOf(shape)]),
  );
}

/** An image knows neither custom properties nor the text colour around it. */
function imageOf(shape: SVGElement): string {
  const computed = getComputedStyle(shape);
  const hole = computed.getPropertyValue("--glyph-hole").trim();
  const copy = shape.cloneNode(true) as SVGElement;
  copy.removeAttribute("class");
  copy.setAttribute("style", `color: ${computed.color}`);
  const text = new XMLSerializer().serializeToString(copy).replaceAll("var(--glyph-hole)", hole);
  return `url("data:image/svg+xml,${encodeURIComponent(text)}")`;
}
