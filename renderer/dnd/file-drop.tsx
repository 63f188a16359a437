// Takes a file that is dropped anywhere on the window, and shows what it would change before anything is applied.
import { FileDown } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useStore } from "zustand";
import { useText } from "../i18n/use-text.ts";
import { importStore, takeFiles } from "./import-file.ts";
import "./file-drop.css";

const ImportDialog = lazy(async () => {
  const module = await import("./import-dialog.tsx");
  return { default: module.ImportDialog };
});

const hasFiles = ({ dataTransfer }: DragEvent): boolean =>
  dataTransfer?.types.includes("Files") === true;

export function FileDrop() {
  const t = useText("dnd");
  const [isOver, setIsOver] = useState(false);
  const isShown = useStore(importStore, ({ state }) => state.kind !== "none");
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Without it the browser would leave the console and open the file.
      event.preventDefault();
      setIsOver(true);
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(false);
      void takeFiles(event.dataTransfer?.files ?? []);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return (
    <>
      {isOver && (
        <div className="file-drop" aria-hidden="true">
          <div className="file-drop-card">
            <FileDown />
            <p className="file-drop-title">{t("dropFile")}</p>
            <p>{t("dropFileHint")}</p>
          </div>
        </div>
      )}
      {isShown && (
        <Suspense>
          <ImportDialog />
        </Suspense>
      )}
    </>
  );
}
