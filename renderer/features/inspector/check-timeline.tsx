// The last checks as a strip that is read with pointer or arrow keys: when each was, what was answered and how long it took.
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import type { CheckResult } from "../../../balancer-core/contract/snapshot.ts";
import { CheckStrip, checkWords } from "../../components/charts/check-strip.tsx";
import type { Text } from "../../i18n/catalogue-types.ts";
import { coreText } from "../../i18n/core-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { formatClock, formatMilliseconds } from "../../lib/format.ts";

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** What a check was answered, in the console's language. */
export function answerText({ ok, detail }: CheckResult, t: Text<"inspector">): string {
  const answer = coreText(detail);
  return ok ? answer : t("checkFailed", { detail: answer });
}

export function CheckTimeline({
  checks,
  length,
}: {
  readonly checks: readonly CheckResult[];
  readonly length: number;
}) {
  const t = useText("inspector");
  const charts = useText("charts");
  const [at, setAt] = useState<string | undefined>();
  const shown = checks.slice(-length);
  const current = shown.find((check) => check.at === at);

  function move(event: KeyboardEvent): void {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    // Without one the newest is read first, whichever arrow it is.
    const from = current ? shown.indexOf(current) + step : shown.length - 1;
    setAt(shown[Math.min(shown.length - 1, Math.max(0, from))]?.at);
  }

  const point = ({ target }: PointerEvent) =>
    setAt(target instanceof HTMLElement ? target.dataset.check : undefined);

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing that keys walk over is no form's fieldset. */}
      <div
        className="check-timeline"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what hovering tells must not need a mouse.
        tabIndex={0}
        aria-label={t("checksRead", { words: checkWords(shown, charts) })}
        onKeyDown={move}
        onPointerMove={point}
        onPointerLeave={() => setAt(undefined)}
        onBlur={() => setAt(undefined)}
      >
        <CheckStrip checks={checks} length={length} current={current?.at} />
      </div>
      <p
        className={classNames(
          "check-timeline-readout figures",
          current?.ok === false && "inspector-failed",
        )}
        aria-live="polite"
      >
        {current
          ? t("checkOf", {
              time: formatClock(current.at),
              answer: answerText(current, t),
              took: formatMilliseconds(current.durationMs),
            })
          : "\u00a0"}
      </p>
    </>
  );
}
