// The whole of what the page gets: one frozen object named `evenkeel`, a MessageTransport with a port to the shell. The one file
// that names ipcRenderer.
import { contextBridge, ipcRenderer } from "electron";
import type { ConsoleMessage, ShellPort } from "../../balancer-core/contract/shell-messages.ts";
import { shellChannel } from "../channel.ts";
import { createPageTransport } from "./page-transport.ts";

const transport = createPageTransport({
  send: (channel, session, value) => ipcRenderer.send(channel, session, value),
  listen: (channel, listener) => {
    ipcRenderer.on(channel, (_event, session: unknown, value: unknown) => listener(session, value));
  },
  newSession: () => crypto.randomUUID(),
});

const shellListeners = new Set<(message: unknown) => void>();
ipcRenderer.on(shellChannel, (_event, message: unknown) => {
  for (const listener of shellListeners) listener(message);
});

const shell: ShellPort = Object.freeze({
  send: (message: ConsoleMessage) => ipcRenderer.send(shellChannel, message),
  onMessage(listener: (message: unknown) => void) {
    shellListeners.add(listener);
    return () => void shellListeners.delete(listener);
  },
});

// SECURITY: neither ipcRenderer nor an event object may reach the page; it could speak on any channel with them.
contextBridge.exposeInMainWorld("evenkeel", Object.freeze({ ...transport, shell }));
