// The palette above the picture: what can be dragged onto a pool. Each item is a button too, which needs no dragging.
import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Boxes, FileDown, Link2 } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { Button } from "../../components/ui/button.tsx";
import { drop } from "../../dnd/drop.ts";
import type { Dragged } from "../../dnd/drop-rules.ts";
import { focusDropped } from "../../dnd/focus-dropped.ts";
import { chooseFile } from "../../dnd/import-file.ts";
import { useDrag } from "../../dnd/use-drag.ts";
import { useText } from "../../i18n/use-text.ts";
import { useActions } from "../../state/console-context.tsx";
import { selectPools, snapshotStore } from "../../state/snapshot-store.ts";
import { LocalPorts } from "./local-ports.tsx";
import "./palette.css";

export function Palette() {
  const t = useText("dnd");
  return (
    <fieldset className="topology-palette" aria-label={t("palette")}>
      <PaletteItem id="simulated" dragged={{ kind: "simulated" }} icon={<Boxes />}>
        {t("simulated")}
      </PaletteItem>
      <PaletteItem id="address" dragged={{ kind: "address" }} icon={<Link2 />}>
        {t("address")}
      </PaletteItem>
      <LocalPorts />
      <Button
        variant="quiet"
        size="small"
        icon={<FileDown />}
        title={t("importHint")}
        onClick={chooseFile}
      >
        {t("importFile")}
      </Button>
    </fieldset>
  );
}

/** Dragged by pointer or keys; a click asks for the pool, or takes the only one. */
export function PaletteItem({
  id,
  dragged,
  icon,
  children,
}: {
  readonly id: string;
  readonly dragged: Dragged;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useText("dnd");
  const actions = useActions();
  const pools = useStore(
    snapshotStore,
    useShallow((state) => selectPools(state).map((pool) => pool.id)),
  );
  const { ref } = useDrag(`palette:${id}`, dragged);
  const holder = useRef<HTMLButtonElement>(null);
  const put = async (pool: string) => {
    const dropped = await drop(dragged, { kind: "pool", pool }, actions);
    if (dropped) focusDropped(dropped);
  };
  const [only] = pools;
  const button = (
    <button
      ref={(element) => {
        holder.current = element;
        ref(element);
      }}
      type="button"
      className="button button-quiet button-small drag-item"
      aria-description={t("howTo")}
      title={t("palette")}
      data-palette={id}
      {...(pools.length === 1 && only !== undefined ? { onClick: () => void put(only) } : {})}
    >
      {icon}
      {children}
    </button>
  );
  if (pools.length < 2) return button;
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={button} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={4} className="popup-positioner">
          <BaseMenu.Popup className="popup menu">
            {pools.map((pool) => (
              <BaseMenu.Item key={pool} className="menu-item" onClick={() => void put(pool)}>
                {t("paletteTo", { pool })}
              </BaseMenu.Item>
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
