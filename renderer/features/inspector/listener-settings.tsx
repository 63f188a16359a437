// A listener's limits in place. There is no call for one listener, so its keys are changed in the configuration's text, whose comments
// stay.
import { parseDocument } from "yaml";
import { z } from "zod";
import { listenerSchema } from "../../../balancer-core/contract/config-listener.ts";
import { useActions } from "../../state/console-context.tsx";
import { type Fields, leavesOf } from "./settings-draft.ts";
import { listenerGroups } from "./settings-fields.ts";
import { SettingsForm } from "./settings-form.tsx";
import { useConfigDocument } from "./use-config-document.ts";

export function ListenerSettings({ id }: { readonly id: string }) {
  const actions = useActions();
  const listener = useConfigDocument()?.listeners.find((candidate) => candidate.id === id);
  if (!listener) return null;
  return (
    <SettingsForm
      key={id}
      groups={listenerGroups}
      document={z.encode(listenerSchema, listener) as Fields}
      schema={listenerSchema}
      onApply={(changes) => actions.changeYaml((yaml) => withListener(yaml, id, changes))}
    />
  );
}

/** The text with these settings of one listener; null takes a key away. Unchanged where it has no such listener. */
export function withListener(yaml: string, id: string, changes: Fields): string {
  const document = parseDocument(yaml);
  const listeners: unknown = document.toJS()?.listeners;
  const index = Array.isArray(listeners) ? listeners.findIndex((each) => each?.id === id) : -1;
  if (index < 0) return yaml;
  for (const [path, value] of leavesOf(changes)) {
    const place = ["listeners", index, ...path];
    if (value === null) document.deleteIn(place);
    else document.setIn(place, value);
  }
  // Lines are never folded: people wrote them.
  return document.toString({ lineWidth: 0 });
}
