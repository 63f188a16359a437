// `Tray` and `nativeImage`: one place in the tray, its words and its menu. A picture that cannot be read is none, as on Electron.
import { mustBeReady } from "./app.ts";
import type { TrayState } from "./calls.ts";
import { clickMenu, type MenuItem, menuLines } from "./menu.ts";
import { strict, strictEmitter } from "./strict.ts";

const pngAddress = /^data:image\/png;base64,iVBORw0KGgo/;

function readPng(dataURL: string): void {
  if (!pngAddress.test(dataURL))
    throw new Error(`not the address of a PNG: ${dataURL.slice(0, 40)}`);
}

export const nativeImage = strict("nativeImage", {
  createFromDataURL(dataURL: string) {
    readPng(dataURL);
    return strict("image", {
      addRepresentation: (options: { readonly dataURL: string }) => readPng(options.dataURL),
      setTemplateImage() {},
    });
  },
});

let shown: { tooltip: string; menu: readonly MenuItem[] } | null = null;

export class Tray {
  constructor(image: object) {
    mustBeReady("new Tray");
    if (!("addRepresentation" in image)) throw new Error("the tray needs a picture");
    const state = { tooltip: "", menu: [] as readonly MenuItem[] };
    shown = state;
    const events = ["click", "double-click", "right-click"];
    // biome-ignore lint/correctness/noConstructorReturn: the strict view is what main must hold.
    return strictEmitter("tray", events, {
      setToolTip: (text: string) => void Object.assign(state, { tooltip: text }),
      setContextMenu: (menu: readonly MenuItem[]) => void Object.assign(state, { menu }),
    }) as unknown as Tray;
  }
}

export function tray(): TrayState | null {
  return shown && { tooltip: shown.tooltip, menu: menuLines(shown.menu) };
}

export function clickTray(label: string): void {
  clickMenu(label, shown?.menu ?? []);
}
