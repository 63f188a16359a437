// The process behind console-subscriber.mjs. Arguments: address and token of the console. Says once that it is subscribed, then
// answers every question with what it heard so far.
// @ts-check
import { WebSocket } from "ws";

const [url = "", token = ""] = process.argv.slice(2);
const topics = [
  "snapshot.changed",
  "series.changed",
  "events.changed",
  "config.changed",
  "lab.changed",
];
let messages = 0;
let bytes = 0;

const socket = new WebSocket(`${url.replace(/^http/, "ws")}/rpc`, [
  "evenkeel.v1",
  `token.${token}`,
]);
const send = (/** @type {object} */ frame) => socket.send(JSON.stringify(frame));
socket.on("open", () => send({ kind: "hello", contract: 1 }));
socket.on("message", (data) => {
  const text = data.toString();
  // As the console does: every frame is parsed.
  const { kind, error } = JSON.parse(text);
  if (kind === "welcome") {
    topics.forEach((topic, id) => {
      send({ kind: "subscribe", id, topic });
    });
    process.send?.("subscribed");
  } else if (kind === "failure") fail(error.message);
  else if (kind === "message") {
    messages += 1;
    bytes += text.length;
  }
});
socket.on("error", (error) => fail(error.message));
socket.on("close", () => fail("the connection was closed"));
process.on("message", () => process.send?.({ messages, bytes }));
process.on("disconnect", () => process.exit(0));

function fail(/** @type {string} */ why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}
