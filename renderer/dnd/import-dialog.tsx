// What a file would change, in sentences, with what it does to what runs; or its problems with their lines. Then Apply.
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { MethodResult } from "../../balancer-core/contract/methods.ts";
import { Button } from "../components/ui/button.tsx";
import { Dialog, DialogActions } from "../components/ui/dialog.tsx";
import { coreText } from "../i18n/core-text.ts";
import { useText } from "../i18n/use-text.ts";
import { asBalancerError } from "../state/actions.ts";
import { configStore } from "../state/config-store.ts";
import { useActions, useClient } from "../state/console-context.tsx";
import { effectLines } from "./effect-lines.ts";
import { closeImport, type ImportedFile, importStore } from "./import-file.ts";
import "./file-drop.css";

type Check = MethodResult<"config.check">;

export function ImportDialog() {
  const state = useStore(importStore, (each) => each.state);
  if (state.kind === "none") return null;
  if (state.kind === "refused") return <Refused why={state.why} />;
  return <Preview key={state.file.name} file={state.file} />;
}

function Refused({ why }: { readonly why: string }) {
  const t = useText("dnd");
  return (
    <Dialog title={t("importFile")} isOpen onOpenChange={(isOpen) => !isOpen && closeImport()}>
      <p role="alert">{why}</p>
      <DialogActions>
        <Button onClick={closeImport}>{t("cancel")}</Button>
      </DialogActions>
    </Dialog>
  );
}

function Preview({ file: { name, text } }: { readonly file: ImportedFile }) {
  const t = useText("dnd");
  const client = useClient();
  const { putYaml } = useActions();
  const [check, setCheck] = useState<Check | string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  /** What the preview was made for: another change meanwhile must not be lost. */
  const [revision] = useState(() => configStore.getState().revision ?? 0);
  useEffect(() => {
    let isGone = false;
    client.call("config.check", { yaml: text }).then(
      (found) => !isGone && setCheck(found),
      (cause: unknown) => !isGone && setCheck(asBalancerError(cause).message),
    );
    return () => {
      isGone = true;
    };
  }, [client, text]);
  const canApply =
    typeof check === "object" && check !== null && check.impact !== null && !isSame(check);
  const apply = async () => {
    setIsBusy(true);
    const { ok } = await putYaml(text, revision);
    setIsBusy(false);
    if (ok) closeImport();
  };
  return (
    <Dialog
      title={t("fileTitle", { name })}
      description={t("dropFileHint")}
      isOpen
      onOpenChange={(isOpen) => !isOpen && closeImport()}
    >
      <div className="import-body">
        {check === null && <p role="status">{t("fileReading")}</p>}
        {typeof check === "string" && <p role="alert">{check}</p>}
        {typeof check === "object" && check !== null && <Findings check={check} />}
      </div>
      <DialogActions>
        <Button onClick={closeImport}>{t("cancel")}</Button>
        <Button variant="primary" disabled={!canApply} isBusy={isBusy} onClick={() => void apply()}>
          {t("apply")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const isSame = ({ changes, problems }: Check): boolean =>
  changes.length === 0 && problems.length === 0;

function Findings({ check }: { readonly check: Check }) {
  const t = useText("dnd");
  const { problems, changes, impact } = check;
  if (problems.length > 0)
    return (
      <>
        <h3 className="import-heading">{t("fileProblems", { count: problems.length })}</h3>
        <ul className="import-list">
          {problems.map(({ path, message, line }) => (
            <li key={`${path} ${message}`}>
              <span className="figures import-place">
                {line === undefined ? path : `${t("fileLine", { line })}, ${path}`}
              </span>
              {message}
            </li>
          ))}
        </ul>
      </>
    );
  if (isSame(check)) return <p>{t("fileSame")}</p>;
  const effects = impact ? effectLines(impact) : [];
  return (
    <>
      <h3 className="import-heading">{t("fileChanges", { count: changes.length })}</h3>
      <ul className="import-list">
        {changes.map((change) => (
          <li key={change}>{coreText(change)}</li>
        ))}
      </ul>
      <h3 className="import-heading">{t("fileEffects")}</h3>
      <ul className="import-list">
        {effects.length === 0 && <li>{t("effectNone")}</li>}
        {effects.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}
