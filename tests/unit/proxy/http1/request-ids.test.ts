// Ids of requests: no two alike, short, and such as a server takes for one token.
import { expect, it } from "vitest";
import { seededRandom } from "../../../../balancer-core/ports.ts";
import { RequestIds } from "../../../../balancer-core/proxy/http1/request-ids.ts";

it("makes ids that no other request of the listener has, nor of another one", () => {
  const [ids, others] = [new RequestIds(seededRandom(1)), new RequestIds(seededRandom(2))];
  const made = new Set<string>();
  const count = 10_000;
  for (let index = 0; index < count; index += 1) made.add(ids.next()).add(others.next());
  expect(made.size).toBe(2 * count);
  for (const id of made) expect(id).toMatch(/^[0-9A-Za-z]{6}-[0-9a-z]{2,5}$/);
});
