// A generator's mix as a line of text and back: `9 GET /read, 1 POST /write`.

import { mixEntrySchema } from "../../../balancer-core/contract/config-lab.ts";
import type { TrafficDocument } from "./traffic-form.ts";

type Mix = NonNullable<TrafficDocument["mix"]>;

export function formatMix(mix: Mix = []): string {
  return mix
    .map(({ share = 1, method = "GET", path = "/", bodyBytes = 0 }) =>
      [share, method, path, ...(bodyBytes > 0 ? [`${bodyBytes}B`] : [])].join(" "),
    )
    .join(", ");
}

/** `undefined` where it cannot be read. Share, method and size may be left out. */
export function parseMix(text: string): Mix | undefined {
  const parts = text.split(",").map((part) => part.trim());
  const mix: Mix = [];
  for (const part of parts.filter((one) => one !== "")) {
    const match = /^(?:([\d.]+)\s+)?(?:([A-Za-z]+)\s+)?(\/\S*)(?:\s+(\d+)B?)?$/.exec(part);
    if (!match) return undefined;
    const [, share, method, path, bodyBytes] = match;
    const entry = mixEntrySchema.safeParse({
      path,
      ...(share === undefined ? {} : { share: Number(share) }),
      ...(method === undefined ? {} : { method: method.toUpperCase() }),
      ...(bodyBytes === undefined ? {} : { bodyBytes: Number(bodyBytes) }),
    });
    if (!entry.success) return undefined;
    mix.push(entry.data);
  }
  return mix.length <= 20 ? mix : undefined;
}
