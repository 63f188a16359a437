// `dialog`: tells the spec what a person would see, and waits for what the person answers.
import type { DialogAnswer } from "./calls.ts";
import { tell } from "./screen-peer.ts";
import { strict } from "./strict.ts";

/** Answers given before the question, and questions that wait: never both. */
const answers: DialogAnswer[] = [];
const questions: ((answer: DialogAnswer) => void)[] = [];

export function answerDialog(answer: DialogAnswer): void {
  const ask = questions.shift();
  if (ask) ask(answer);
  else answers.push(answer);
}

/** With or without a window before the options, as Electron takes both. */
function ask(member: string) {
  return (...args: readonly object[]): Promise<DialogAnswer> => {
    tell(`dialog.${member}`, args.at(-1));
    const answer = answers.shift();
    if (answer) return Promise.resolve(answer);
    return new Promise((resolve) => questions.push(resolve));
  };
}

export const dialog = strict("dialog", {
  showErrorBox: (title: string, content: string) => tell("dialog.showErrorBox", title, content),
  showMessageBox: ask("showMessageBox"),
  showOpenDialog: ask("showOpenDialog"),
  showSaveDialog: ask("showSaveDialog"),
});
