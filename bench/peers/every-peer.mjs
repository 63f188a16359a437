// Who takes part where.
// @ts-check
/** @import { Peer } from "../types.ts" */
import { caddy } from "./caddy.mjs";
import { evenkeel } from "./evenkeel.mjs";
import { haproxy } from "./haproxy.mjs";
import { nginx } from "./nginx.mjs";
import { httpProxy, httpProxy3, nodePipe } from "./node-proxies.mjs";

/** @type {readonly Peer[]} */
export const everyHttpPeer = [nginx, haproxy, evenkeel, nodePipe, caddy, httpProxy, httpProxy3];

/** Those that hold thousands of connections without being made for one runtime. */
/** @type {readonly Peer[]} */
export const serverPeers = [nginx, haproxy, evenkeel];

/** @type {readonly Peer[]} */
export const tcpPeers = [haproxy, evenkeel, nodePipe];
