// What a folded group of settings says of itself: a few words with its most telling values, instead of bare numbers. Pure.
import type { Text } from "../../i18n/catalogue-types.ts";
import { type Fields, fieldValue } from "./settings-draft.ts";
import type { FieldPath, SettingGroup } from "./settings-fields.ts";

export function settingsSummary(
  { name }: Pick<SettingGroup, "name">,
  document: Fields,
  t: Text<"inspector">,
): string {
  const at = (path: FieldPath) => String(fieldValue({ path, kind: "text" }, document, {}));
  switch (name) {
    case "server": {
      const [weight, maxConnections] = [at("weight"), at("maxConnections")];
      return maxConnections === "0"
        ? t("summary.server", { weight })
        : t("summary.serverLimited", { weight, maxConnections });
    }
    case "choice": {
      const slowStart = at("slowStart");
      return /^0(ms|s)?$/.test(slowStart)
        ? t("summary.noSlowStart")
        : t("summary.slowStart", { slowStart });
    }
    case "stickiness": {
      const type = at("stickiness.type");
      return type === "none"
        ? t("summary.none")
        : t("summary.stickiness", { type, ttl: at("stickiness.ttl") });
    }
    case "health": {
      const [type, interval] = [at("health.type"), at("health.interval")];
      if (type === "none") return t("summary.none");
      return type === "tcp"
        ? t("summary.healthTcp", { interval })
        : t("summary.health", { type, interval, path: at("health.path") });
    }
    case "passive":
      return t("summary.passive", {
        failures: at("passive.consecutiveFailures"),
        ejectFor: at("passive.ejectFor"),
      });
    case "retries":
      return t("summary.retries", {
        attempts: at("retries.attempts"),
        budget: at("retries.budgetPercent"),
      });
    case "timeouts":
      return t("summary.timeouts", {
        response: at("timeouts.response"),
        deadline: at("drain.deadline"),
      });
    case "upstream":
      return t("summary.upstream", {
        protocol: at("upstream.protocol"),
        idle: at("upstream.maxIdlePerServer"),
      });
    case "limits":
      return t("summary.limits", {
        headers: at("limits.headers"),
        bytes: at("limits.headerBytes"),
      });
  }
}
