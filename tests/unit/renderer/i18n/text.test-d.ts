// What the compiler refuses of texts: unknown keys, values that are missing, values that no placeholder wants.
import { textOf } from "../../../../renderer/i18n/i18n.ts";

const t = textOf("common");

t("state.up");
t("ago.seconds", { seconds: 3 });
// @ts-expect-error no such text
t("state.unknown");
// @ts-expect-error the text wants its seconds
t("ago.seconds");
// @ts-expect-error and under their name
t("ago.seconds", { minutes: 3 });
// @ts-expect-error this text wants nothing
t("state.up", { seconds: 3 });
// @ts-expect-error a text of another namespace
t("startTraffic");
