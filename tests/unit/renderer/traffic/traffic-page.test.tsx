// @vitest-environment jsdom
// The Traffic page: watches while it is shown, filters, pauses, opens a request, explains it and sends it again.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { act } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { BalancerClient } from "../../../../balancer-core/client/types.ts";
import type { RequestRecord } from "../../../../balancer-core/contract/records.ts";
import { TrafficPage } from "../../../../renderer/features/traffic/traffic-page.tsx";
import { tapBuffer } from "../../../../renderer/features/traffic/use-tap.ts";
import type { Actions } from "../../../../renderer/state/actions.ts";
import { ConsoleProvider } from "../../../../renderer/state/console-context.tsx";
import { attempt, decisionRecord, failedAttempt, requestRecord } from "./requests.ts";

type Tell = (payload: { requests: RequestRecord[]; missed: number }) => void;

function openPage() {
  let tell: Tell = () => undefined;
  const unsubscribe = vi.fn();
  const call = vi.fn();
  const client = {
    call,
    subscribe: (_topic: string, listener: Tell) => {
      tell = listener;
      return unsubscribe;
    },
  } as unknown as BalancerClient;
  const view = render(
    <ConsoleProvider services={{ client, actions: {} as Actions }}>
      <TrafficPage />
    </ConsoleProvider>,
  );
  const finish = (...requests: RequestRecord[]) => act(() => tell({ requests, missed: 0 }));
  return { call, unsubscribe, finish, unmount: view.unmount };
}

afterEach(() => {
  cleanup();
  tapBuffer.setPaused(false);
  tapBuffer.clear();
});

const failed = requestRecord({
  id: "bad",
  status: 503,
  server: null,
  error: "NO_SELECTABLE_SERVER",
  attempts: [],
  target: "/broken",
});
const rowsOf = () =>
  within(screen.getByRole("table", { name: "Requests" }))
    .getAllByRole("row")
    .slice(1);

describe("the Traffic page", () => {
  it("says why it is empty, then shows requests newest first, and stops watching when it is left", () => {
    const { finish, unsubscribe, unmount } = openPage();
    expect(screen.getByRole("heading", { name: "No requests yet" })).toBeTruthy();
    finish(requestRecord(), failed);
    expect(rowsOf().map((row) => row.textContent?.includes("/broken"))).toEqual([true, false]);
    unmount();
    expect(unsubscribe).toHaveBeenCalledOnce();
  });

  it("marks the balancer's own answers with words, not with colour alone", () => {
    const { finish } = openPage();
    finish(failed);
    expect(rowsOf()[0]?.textContent).toContain("Answered by the balancer: NO_SELECTABLE_SERVER");
  });

  it("filters by what is typed and by chips, and says what it does not understand", () => {
    const { finish } = openPage();
    finish(requestRecord(), failed);
    const filter = screen.getByRole("combobox", { name: "Filter requests" });
    fireEvent.change(filter, { target: { value: "status:5xx" } });
    expect(rowsOf()).toHaveLength(1);
    fireEvent.change(filter, { target: { value: "statos:5xx" } });
    expect(screen.getByText("“statos:5xx” is not a filter. Did you mean status:?")).toBeTruthy();
    fireEvent.change(filter, { target: { value: "" } });
    fireEvent.click(screen.getByRole("button", { name: "Retried" }));
    expect(screen.getByRole("heading", { name: "No request matches" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Show all" }));
    expect(rowsOf()).toHaveLength(2);
  });

  it("takes a suggestion by keyboard", () => {
    openPage();
    const filter = screen.getByRole("combobox", { name: "Filter requests" });
    fireEvent.change(filter, { target: { value: "st", selectionStart: 2 } });
    expect(screen.getAllByRole("option")).toHaveLength(2);
    fireEvent.keyDown(filter, { key: "ArrowDown" });
    fireEvent.keyDown(filter, { key: "Enter" });
    expect((filter as HTMLInputElement).value).toBe("status:");
  });

  it("stands still while paused and counts what is new", () => {
    const { finish } = openPage();
    finish(requestRecord());
    fireEvent.click(screen.getByRole("button", { name: "Pause" }));
    finish(failed);
    expect(rowsOf()).toHaveLength(1);
    fireEvent.click(screen.getByRole("button", { name: /Resume\s*1 new/ }));
    expect(rowsOf()).toHaveLength(2);
  });

  it("opens a request with its decision and its attempts, also as a table", () => {
    const { finish } = openPage();
    const attempts = [failedAttempt("s3", 2), attempt("s2", 20)];
    finish(requestRecord({ server: "s2", totalMs: 40, attempts, decision: decisionRecord() }));
    const [row] = rowsOf();
    if (!row) throw new Error("no row");
    fireEvent.keyDown(row, { key: "Enter" });
    const why = screen.getByRole("region", { name: "Why s2?" });
    expect(why.textContent).toContain("s2 has the lowest score of 2 servers: 2 requests.");
    expect(within(why).getByRole("row", { name: /s1/ }).textContent).toContain("(3 + 1) / 1");
    expect(why.textContent).toContain("s3 down: connect ECONNREFUSED");
    fireEvent.click(screen.getByRole("button", { name: "Attempts as a table" }));
    const table = screen.getByRole("table", { name: "Attempts" });
    expect(within(table).getAllByRole("row")).toHaveLength(3);
    expect(table.textContent).toContain("UPSTREAM_CONNECT_FAILED");
    fireEvent.click(screen.getByRole("button", { name: "Close request" }));
    expect(screen.queryByRole("region", { name: "Why s2?" })).toBeNull();
  });

  it("sends a GET again through its listener and opens what came of it", async () => {
    const { finish, call } = openPage();
    finish(requestRecord());
    const again = requestRecord({ id: "again", target: "/again" });
    call.mockResolvedValue({ status: 200, failure: null, request: again });
    fireEvent.click(rowsOf()[0] as HTMLElement);
    fireEvent.click(screen.getByRole("button", { name: "Send again" }));
    const open = await screen.findByRole("button", { name: "Open it" });
    expect(call).toHaveBeenCalledWith(
      "request.resend",
      { listener: "web", method: "GET", target: "/api/orders?page=2", host: "shop.test" },
      expect.anything(),
    );
    fireEvent.click(open);
    await waitFor(() =>
      expect(screen.getByRole("region", { name: "Request GET /again" })).toBeTruthy(),
    );
  });

  it("explains why a POST cannot be sent again", () => {
    const { finish } = openPage();
    finish(requestRecord({ method: "POST" }));
    fireEvent.click(rowsOf()[0] as HTMLElement);
    const button = screen.getByRole("button", { name: "Send again" }) as HTMLButtonElement;
    expect(button.disabled).toBe(true);
    expect(screen.getByText(/request bodies are not kept/)).toBeTruthy();
  });
});
