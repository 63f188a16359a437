// Commands that exist while a component is shown: `useCommands([{ id: "configuration.apply", … }])`.
import { useEffect, useRef } from "react";
import { type Command, registerCommands } from "./commands.ts";

/** Ids and keys are taken at the first render; what a command says and does is always the latest. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(
    () =>
      registerCommands(
        latest.current.map((command, index) => {
          const now = () => latest.current[index] ?? command;
          return {
            ...command,
            title: () => now().title(),
            when: () => now().when?.() ?? true,
            run: () => now().run(),
          };
        }),
      ),
    [],
  );
}
