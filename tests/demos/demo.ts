// What every demo gets: the console of a balancer of its own, a caption at its foot, pictures in order, a video where there is
// ffmpeg. Begin an own demo with `import { demo } from "./demo.ts"`; docs/guides/demos.md shows one.
import type { Page } from "@playwright/test";
import { test as base, expect } from "../e2e/fixtures.ts";
import type { ConsolePage } from "../e2e/pages/console-page.ts";
import { LabPart } from "../e2e/pages/lab-part.ts";
import { showCaption } from "./caption.ts";
import { demoWorkspace } from "./demo-workspace.ts";
import { recordVideo } from "./video.ts";

export { expect };

export interface Demo {
  readonly page: Page;
  readonly console: ConsolePage;
  readonly lab: LabPart;
  /** Says it at the foot of the console and gives people time to read. */
  say(text: string): Promise<void>;
  /** A picture, numbered in the order they are taken. */
  picture(name: string): Promise<void>;
  /** Time for people to look; nothing is waited for that a demo depends on. */
  look(seconds: number): Promise<void>;
}

/** Reading takes this long a word; DEMO_PACE=0 is for machines. */
const readingMsPerWord = 260;
const pace = Number(process.env.DEMO_PACE ?? "1");

export const demo = base.extend<{ readonly demo: Demo }>({
  configuration: async ({ browserName: _ }, use) => use(demoWorkspace),
  demo: async ({ page, console }, use, testInfo) => {
    const video = await recordVideo(page, testInfo.outputPath("video.mp4"));
    let pictures = 0;
    const look = (seconds: number) => page.waitForTimeout(seconds * 1_000 * pace);
    await use({
      page,
      console,
      lab: new LabPart(page),
      look,
      async say(text) {
        await showCaption(page, text);
        await look((text.split(" ").length * readingMsPerWord) / 1_000);
      },
      async picture(name) {
        pictures += 1;
        const number = String(pictures).padStart(2, "0");
        await page.screenshot({ path: testInfo.outputPath(`${number}-${name}.png`) });
      },
    });
    await video.stop();
  },
});
