// `node electron/release/smoke.mjs APPLICATION`: starts a packed application on a workspace of its own, waits until balancer, API and
// console answer, and ends it. Fuses keep drivers of browsers out of what is released, so it is asked by its own doors.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const startsWithinMs = 90_000;
const endsWithinMs = 30_000;
/** What main.log says when there is no console in the window. */
const windowFailures = /could not be loaded|process is gone|failed:/;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** A bundle of macOS holds its program inside. */
const programOf = (application) =>
  application.endsWith(".app") ? join(application, "Contents/MacOS/Evenkeel") : application;

async function smoke(application) {
  const workspace = await mkdtemp(join(tmpdir(), "evenkeel-smoke-"));
  const file = join(workspace, "smoke.evenkeel.yaml");
  const [web, console] = [await freePort(), await freePort()];
  await writeFile(
    file,
    `version: 1
listeners: [{ id: web, bind: "127.0.0.1:${web}", pool: app }]
pools: [{ id: app, health: { type: none }, servers: [{ id: s1, address: "127.0.0.1:${console}" }] }]
console: { bind: "127.0.0.1:${console}" }
`,
  );
  const child = spawn(programOf(application), ["--config", file], {
    env: { ...process.env, EVENKEEL_HOME: workspace },
    stdio: "inherit",
  });
  const gone = new AbortController();
  const ended = once(child, "exit").then(([code, signal]) => {
    gone.abort(new Error(`it ended with ${code ?? signal}`));
    return code ?? signal;
  });
  try {
    // Its own door for probes, reached through its own balancer.
    await answers(`http://127.0.0.1:${web}/healthz`, "ok", gone.signal);
    await answers(`http://127.0.0.1:${console}/`, "<title>Evenkeel</title>", gone.signal);
    child.kill();
    const code = await inTime(ended);
    // Windows knows no signal that asks.
    if (process.platform !== "win32" && code !== 0) throw new Error(`it ended with ${code}`);
    const log = await readFile(join(workspace, "desktop/main.log"), "utf8").catch(() => "");
    process.stdout.write(log);
    if (windowFailures.test(log)) throw new Error("its window shows no console");
  } finally {
    child.kill("SIGKILL");
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function answers(address, text, gone) {
  const until = Date.now() + startsWithinMs;
  let last = "nothing";
  while (Date.now() < until) {
    gone.throwIfAborted();
    last = await fetch(address, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.text(),
      (error) => String(error.cause?.message ?? error.message),
    );
    if (last.includes(text)) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${address} answered ${last.slice(0, 200)}`);
}

async function inTime(ended) {
  const late = AbortSignal.timeout(endsWithinMs);
  return Promise.race([
    ended,
    once(late, "abort").then(() => Promise.reject(new Error("it does not end when asked"))),
  ]);
}

const [application] = process.argv.slice(2);
try {
  if (application === undefined) throw new Error("the packed application is missing");
  await smoke(application);
  process.stdout.write(`${application}: starts, balances, shows its console and ends\n`);
} catch (error) {
  process.stderr.write(`${application}: ${error.message}\n`);
  process.exitCode = 1;
}
