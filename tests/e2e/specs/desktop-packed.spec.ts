// The packed application, taken out of its archive, starts and shows its console. It knows of no checkout around it.
import { packApplication } from "../../support/packed-application.ts";
import { expect, test } from "../fixtures.ts";
import { startStandIn } from "../hosts/stand-in.ts";
import { ConsolePage } from "../pages/console-page.ts";

test("what is in the archive starts, balances and quits", async ({
  browser,
  configuration,
  problems,
}) => {
  test.setTimeout(120_000);
  const packed = await packApplication();
  const host = await startStandIn({
    browser,
    write: configuration,
    watchPage: problems.watch,
    main: await packed.extract(),
  });
  try {
    const console = new ConsolePage(host.page());
    await expect(console.page.getByRole("banner")).toContainText("3 of 3 up");
    expect((await fetch(`http://${host.listener("web")}/`)).status).toBe(200);
    // Before it quits: a page whose main has gone has every right to complain.
    expect(problems.found).toEqual([]);
    await host.quit();
    expect(await host.exitCode).toBe(0);
  } finally {
    await host.stop();
  }
});
