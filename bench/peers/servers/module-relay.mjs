// The smallest balancer made with http-proxy or http-proxy-3, as their documentation shows it, plus kept connections.
// Arguments: port, ports of the servers, module.
// @ts-check
import { Agent, createServer } from "node:http";

const [port, backends = "", module = ""] = process.argv.slice(2);
const { default: httpProxy } = await import(module);
const targets = backends.split(",").map((backend) => `http://127.0.0.1:${backend}`);
const proxy = httpProxy.createProxyServer({ xfwd: true, agent: new Agent({ keepAlive: true }) });
let turn = 0;

/** @typedef {import("node:http").ServerResponse} Answer */
const fail = (
  /** @type {Error} */ error,
  /** @type {unknown} */ _,
  /** @type {Answer} */ answer,
) => {
  if (!answer.headersSent) answer.writeHead(502);
  answer.end(error.message);
};
proxy.on("error", fail);
createServer((request, response) => {
  proxy.web(request, response, { target: targets[turn++ % targets.length] });
}).listen(Number(port), "127.0.0.1");
