// Adds a traffic generator: a name and a target are proposed, so that Enter is enough. What most lessons do without is on its card.

import { useState } from "react";
import { useStore } from "zustand";
import { Button } from "../../components/ui/button.tsx";
import { Dialog, DialogActions } from "../../components/ui/dialog.tsx";
import { CheckField } from "../../components/ui/field.tsx";
import { textOf } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { navigate } from "../../lib/hash-route.ts";
import { useActions } from "../../state/console-context.tsx";
import { labStore } from "../../state/lab-store.ts";
import {
  checkTraffic,
  newDraft,
  refusalOf,
  type TrafficDraft,
  type TrafficErrors,
  trafficOf,
} from "./traffic-draft.ts";
import { TrafficFields } from "./traffic-fields.tsx";
import { withTraffic } from "./traffic-yaml.ts";
import { useTargets } from "./use-targets.ts";
import "./traffic-form.css";

const noErrors: TrafficErrors = {};

export function AddTrafficDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText("lab");
  const { changeYaml, startTraffic } = useActions();
  const targets = useTargets();
  const lab = useStore(labStore, (state) => state.lab);
  const takenIds = (lab?.traffic ?? []).map(({ config }) => config.id);
  const [draft, setDraft] = useState(() => newDraft(takenIds, targets[0]?.id ?? ""));
  const [left, setLeft] = useState<ReadonlySet<keyof TrafficDraft>>(new Set());
  const [refused, setRefused] = useState(noErrors);
  const [startsAtOnce, setStartsAtOnce] = useState(true);
  const [isBusy, setIsBusy] = useState(false);
  const found = checkTraffic(draft, takenIds);
  const shown = Object.fromEntries(
    Object.entries(found).filter(([field]) => left.has(field as keyof TrafficDraft)),
  );

  async function submit(): Promise<void> {
    setLeft(new Set(Object.keys(draft) as (keyof TrafficDraft)[]));
    if (Object.keys(found).length > 0 || isBusy) return;
    setIsBusy(true);
    const outcome = await changeYaml(
      (yaml) => withTraffic(yaml, trafficOf(draft)),
      () => textOf("actions")("addedTraffic", { id: draft.id }),
    );
    if (!outcome.ok) {
      setRefused(refusalOf(outcome.error));
      setIsBusy(false);
      return;
    }
    if (startsAtOnce) await startTraffic(draft.id);
    onClose();
    // From wherever it was asked for, to where it can be seen.
    navigate("lab");
  }

  return (
    <Dialog
      title={t("addTraffic")}
      description={targets.length === 0 ? t("noListener") : t("addTrafficHint")}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form
        className="traffic-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TrafficFields
          draft={draft}
          errors={{ ...refused, ...shown }}
          targets={targets}
          onChange={(next) => {
            setDraft(next);
            setRefused(noErrors);
          }}
          onLeave={(field) => setLeft((known) => new Set([...known, field]))}
        />
        <CheckField
          label={t("startAtOnce")}
          isChecked={startsAtOnce}
          onCheckedChange={setStartsAtOnce}
        />
        <DialogActions>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" variant="primary" isBusy={isBusy} disabled={targets.length === 0}>
            {t("addTraffic")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
