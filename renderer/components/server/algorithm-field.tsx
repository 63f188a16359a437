// How a pool chooses its servers: a combobox that applies at once, because it can be undone at once.

import { type AlgorithmName, algorithmNames } from "../../../balancer-core/contract/config-pool.ts";
import { textOf } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { useActions } from "../../state/console-context.tsx";
import { SelectField } from "../ui/field.tsx";

export function algorithmWords(name: string): string {
  const known = algorithmNames.find((each) => each === name);
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
  return (
    <SelectField
      label={t("algorithm")}
      isLabelHidden
      value={algorithm}
      options={algorithmNames.map((name) => ({ value: name, label: algorithmWords(name) }))}
      onValueChange={(type) =>
        // The options are the schema's own, so the type is one it knows.
        void updatePool(pool, { algorithm: { type: type as AlgorithmName } })
      }
    />
  );
}
