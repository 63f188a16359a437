// How a pool chooses its servers: a combobox that applies at once, because it can be undone at once.

import { textOf } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { useActions } from "../../state/console-context.tsx";
import { SelectField } from "../ui/field.tsx";

/** Those that work; the schema knows more, which the balancer refuses for now. */
const supported = ["round-robin", "random", "least-connections"] as const;
type Supported = (typeof supported)[number];

export function algorithmWords(name: string): string {
  const known = supported.find((each) => each === name);
  return known ? textOf("server")(`algorithmName.${known}`) : name;
}

export function AlgorithmField({
  pool,
  algorithm,
}: {
  readonly pool: string;
  readonly algorithm: string;
}) {
  const t = useText("server");
  const { updatePool } = useActions();
  const names = (supported as readonly string[]).includes(algorithm)
    ? supported
    : [algorithm, ...supported];
  return (
    <SelectField
      label={t("algorithm")}
      isLabelHidden
      value={algorithm}
      options={names.map((name) => ({ value: name, label: algorithmWords(name) }))}
      onValueChange={(type) =>
        // The options are the supported ones and what runs already, so the type is one the schema knows.
        void updatePool(pool, { algorithm: { type: type as Supported } })
      }
    />
  );
}
