// A server as a form holds it: checked by the contract's schema, sent as what differs.
import { describe, expect, it } from "vitest";
import { BalancerError } from "../../../../balancer-core/contract/balancer-error.ts";
import {
  changesBetween,
  checkDraft,
  errorsOf,
  freeId,
  type ServerDraft,
} from "../../../../renderer/components/server/server-draft.ts";

const draft: ServerDraft = {
  id: "s4",
  address: "127.0.0.1:9004",
  weight: 1,
  maxConnections: 0,
  backup: false,
};

describe("the draft of a server", () => {
  it("has nothing wrong with it when the schema takes it", () => {
    expect(checkDraft(draft, ["s1"])).toEqual({});
  });

  it("says what is wrong at each field at once", () => {
    const wrong = { ...draft, id: "no spaces", address: "9004", weight: 257, maxConnections: null };
    expect(Object.keys(checkDraft(wrong)).sort()).toEqual([
      "address",
      "id",
      "maxConnections",
      "weight",
    ]);
  });

  it("refuses an id the pool has", () => {
    expect(checkDraft(draft, ["s4"])).toEqual({ id: "This pool already has a server s4." });
  });

  it("sends only what differs, and never the id", () => {
    expect(changesBetween(draft, { ...draft, id: "other", weight: 3 })).toEqual({ weight: 3 });
    expect(changesBetween(draft, draft)).toEqual({});
  });

  it("suggests the first free id", () => {
    expect(freeId(["s1", "s3"])).toBe("s2");
  });

  it("shows the balancer's problems at the fields they name", () => {
    const error = new BalancerError("INVALID_CONFIG", "the configuration has problems", {
      details: [
        {
          path: "pools.0.servers.3.address",
          message: "address is used by listener web",
          code: "INVALID_CONFIG",
        },
      ],
    });
    expect(errorsOf(error)).toEqual({ address: "Address is used by listener web." });
  });
});
