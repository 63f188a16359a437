// The console as a person meets it: pages by their navigation links, servers by their rows, actions by their names.
import { expect, type Locator, type Page } from "@playwright/test";

export const pageNames = [
  "Topology",
  "Servers",
  "Traffic",
  "Lab",
  "Events",
  "Configuration",
  "Settings",
] as const;
export type PageName = (typeof pageNames)[number];
export type ServerAction = "Drain" | "Maintenance" | "Ready" | "Remove" | "Edit";

export class ConsolePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(name: PageName): Promise<void> {
    await this.page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
    await expect(this.page.getByRole("heading", { level: 1, name })).toBeVisible();
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true }).first();
  }

  /** A server's row in the table of the Servers page. */
  server(id: string): Locator {
    return this.page
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader", { name: id, exact: true }) });
  }

  /** A server's card on the canvas of the Topology page. */
  node(id: string): Locator {
    return this.page
      .getByRole("main")
      .getByLabel(new RegExp(`^${id}\\b`))
      .first();
  }

  /** A simulated server's card on the Lab page. */
  simulated(id: string): Locator {
    return this.page
      .getByRole("group", { name: id, exact: true })
      .or(this.page.getByRole("region", { name: id, exact: true }));
  }

  /** Requests a second as the header shows them. */
  async requestRate(): Promise<number> {
    const text = (await this.page.getByRole("banner").textContent()) ?? "";
    return Number(/([\d.,]+)\s*req\/s/.exec(text)?.[1]?.replaceAll(",", "") ?? Number.NaN);
  }

  /** Puts a text in place of everything in the configuration editor, as a person would who selects all and pastes. */
  async replaceConfiguration(text: string): Promise<void> {
    const editor = this.page.getByRole("textbox", { name: "Configuration" });
    await editor.click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(text);
  }

  /** Runs a row's action, wherever the row keeps it: in sight or in its menu. */
  async act(id: string, action: ServerAction): Promise<void> {
    const row = this.server(id);
    const direct = row.getByRole("button", { name: action, exact: true });
    if ((await direct.count()) > 0) {
      await direct.click();
      return;
    }
    await row.getByRole("button", { name: "More actions" }).click();
    await this.page.getByRole("menuitem", { name: action, exact: true }).click();
  }

  async addServer(values: { id: string; address: string; weight?: number }): Promise<void> {
    await this.button("Add server").click();
    const form = this.page.getByRole("dialog");
    await form.getByLabel("Id", { exact: true }).fill(values.id);
    await form.getByLabel("Address", { exact: true }).fill(values.address);
    if (values.weight !== undefined)
      await form.getByLabel("Weight", { exact: true }).fill(String(values.weight));
    await form.getByRole("button", { name: "Add server" }).click();
    await expect(form).toBeHidden();
  }
}
