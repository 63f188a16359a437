// The configuration demos begin with: small, so that what a scenario adds is what is seen.
import type { WriteConfiguration } from "../e2e/hosts/console-host.ts";

export const demoWorkspace: WriteConfiguration = async (freePort) => {
  const port = await freePort();
  return `# The configuration of a demo. Scenarios add a stage of their own and take it away again.
version: 1
listeners:
  - { id: web, bind: "127.0.0.1:0", pool: app }
pools:
  - id: app
    health: { type: http, path: /health, interval: 1s }
    servers:
      - { id: s1, address: "127.0.0.1:${port}" }
lab:
  servers:
    - { id: sim1, bind: "127.0.0.1:${port}" }
`;
};
