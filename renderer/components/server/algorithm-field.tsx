// How a pool chooses its servers: a combobox that applies at once, because it can be undone at once.
import { useActions } from "../../state/console-context.tsx";
import { SelectField } from "../ui/field.tsx";

/** Those that work; the schema knows more, which the balancer refuses for now. */
const supported = ["round-robin", "random", "least-connections"] as const;
type Supported = (typeof supported)[number];

const words: Readonly<Record<Supported, string>> = {
  "round-robin": "Round robin",
  random: "Random",
  "least-connections": "Least connections",
};

export const algorithmWords = (name: string): string => words[name as Supported] ?? name;

export function AlgorithmField({
  pool,
  algorithm,
}: {
  readonly pool: string;
  readonly algorithm: string;
}) {
  const { updatePool } = useActions();
  const names = (supported as readonly string[]).includes(algorithm)
    ? supported
    : [algorithm, ...supported];
  return (
    <SelectField
      label="Algorithm"
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
