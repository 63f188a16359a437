// Installs packages of Debian where this user may, without starting the services that come with some of them.
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runStep } from "./run-step.mjs";

/** Debian asks this program before it starts a service; 101 means no. */
const servicePolicy = "/usr/sbin/policy-rc.d";
/** Where programs stand that only root has on its PATH. */
const rootFolders = ["/usr/sbin", "/usr/local/sbin"];

/** The path of the first of `names` that is on this machine. */
export function findProgram(...names) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...rootFolders];
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

/** Undefined when the packages are there now, else why they are not. */
export async function installPackages(packages) {
  const command = `apt-get install ${packages.join(" ")}`;
  if (!existsSync("/usr/bin/apt-get")) return "there is no apt-get to install it with";
  if (process.getuid?.() !== 0) return `only root may install it: ${command}`;
  const isPolicyOurs = !existsSync(servicePolicy);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "-y", "--no-install-recommends", ...packages];
  try {
    if (isPolicyOurs) writeFileSync(servicePolicy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
    await runStep("Updating the package lists (apt-get update)", "apt-get", ["update"], { env });
    await runStep(`Installing ${packages.join(", ")} (${command})`, "apt-get", install, { env });
  } catch (error) {
    return error.message;
  } finally {
    if (isPolicyOurs) rmSync(servicePolicy, { force: true });
  }
  return undefined;
}
