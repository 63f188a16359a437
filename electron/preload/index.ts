// The whole of what the page gets: one frozen MessageTransport named `evenkeel`. The one file that names ipcRenderer.
import { contextBridge, ipcRenderer } from "electron";
import { createPageTransport } from "./page-transport.ts";

// SECURITY: neither ipcRenderer nor an event object may reach the page; it could speak on any channel with them.
contextBridge.exposeInMainWorld(
  "evenkeel",
  createPageTransport({
    send: (channel, session, value) => ipcRenderer.send(channel, session, value),
    listen: (channel, listener) => {
      ipcRenderer.on(channel, (_event, session: unknown, value: unknown) =>
        listener(session, value),
      );
    },
    newSession: () => crypto.randomUUID(),
  }),
);
