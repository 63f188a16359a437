// A console that loses its balancer says so, keeps what it knew, and goes on by itself when the balancer is back.
import { expect, test } from "../fixtures.ts";

test("says that the connection is lost and recovers when the balancer returns", async ({
  console,
  web,
  page,
  allowedErrors,
}) => {
  allowedErrors.push(/WebSocket|ERR_CONNECTION_REFUSED|Failed to load resource/);
  await console.open("Servers");
  await expect(console.server("s1")).toBeVisible();

  await web.kill();
  await expect(page.getByText(/connection to the balancer is lost/)).toBeVisible();
  await expect(console.server("s1")).toBeVisible();

  await web.restart();
  await page
    .getByRole("button", { name: "Try now" })
    .click({ timeout: 2_000 })
    .catch(() => {});
  await expect(page.getByText(/connection to the balancer is lost/)).toBeHidden({
    timeout: 15_000,
  });
  await expect(console.server("s1")).toContainText(/up/i);
});
