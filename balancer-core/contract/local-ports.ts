// What listens on this machine beside the balancer, as `ports.detect` tells it.
import { z } from "zod";

export const localPortsSchema = z.strictObject({
  ports: z.array(
    z.strictObject({
      port: z.number().int().min(1).max(65_535),
      /** Where it can be reached, as a server's address is written. */
      address: z.string(),
    }),
  ),
  /** `table`: read from the system, complete. `scan`: ports from 3000 to 9999 that took a connection. */
  by: z.enum(["table", "scan"]),
  /** There are more than are listed. */
  isCut: z.boolean(),
});
export type LocalPorts = z.output<typeof localPortsSchema>;
