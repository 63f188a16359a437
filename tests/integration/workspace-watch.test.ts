// A watched file tells of every finished save of somebody else, once, however the editor saves.
import {
  appendFileSync,
  readFileSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { watchFile } from "../../balancer-core/persistence/file-watch.ts";
import { systemClock } from "../../balancer-core/ports.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

function watched() {
  const file = join(temporaryFolder(), "a.yaml");
  writeFileSync(file, "start");
  const texts: string[] = [];
  const onChange = (text: string) => void texts.push(text);
  const watch = watchFile({ file, clock: systemClock, initialText: "start", onChange });
  onTestFinished(() => watch.close());
  const told = (expected: string[]) =>
    vi.waitFor(() => expect(texts).toEqual(expected), { timeout: 5_000, interval: 20 });
  return { file, watch, told };
}

describe("a watched file", () => {
  it("is told when it is written in place", async () => {
    const { file, told } = watched();
    writeFileSync(file, "one");
    await told(["one"]);
  });

  it("is told when an editor renames another file over it, again and again", async () => {
    const { file, told } = watched();
    for (const [index, text] of ["one", "two", "three"].entries()) {
      writeFileSync(`${file}.swp`, text);
      renameSync(`${file}.swp`, file);
      await told(["one", "two", "three"].slice(0, index + 1));
    }
  });

  it("is told once, with the whole text, when it is saved in pieces or quickly in a row", async () => {
    const { file, told } = watched();
    writeFileSync(file, "");
    appendFileSync(file, "half");
    appendFileSync(file, " whole");
    await told(["half whole"]);
    for (const text of ["a", "b", "c"]) writeFileSync(file, text);
    await told(["half whole", "c"]);
  });

  it("is told when an editor moves it away as a backup and writes a new one", async () => {
    const { file, told } = watched();
    renameSync(file, `${file}~`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    writeFileSync(file, "one");
    unlinkSync(`${file}~`);
    await told(["one"]);
  });

  it("is told when the link it is leads elsewhere, as mounted configurations change", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "a.yaml");
    for (const version of ["start", "next"]) writeFileSync(join(folder, version), version);
    symlinkSync(join(folder, "start"), file);
    const texts: string[] = [];
    const watch = watchFile({
      file,
      clock: systemClock,
      initialText: "start",
      onChange: (text) => void texts.push(text),
    });
    onTestFinished(() => watch.close());
    symlinkSync(join(folder, "next"), `${file}.new`);
    renameSync(`${file}.new`, file);
    await vi.waitFor(() => expect(texts).toEqual(["next"]), { timeout: 5_000, interval: 20 });
  });

  it("is not told of our own writes", async () => {
    const { file, watch, told } = watched();
    watch.expect("ours");
    writeFileSync(file, "ours");
    expect(readFileSync(file, "utf8")).toBe("ours");
    writeFileSync(`${file}.other`, "nothing");
    writeFileSync(file, "theirs");
    await told(["theirs"]);
  });
});
