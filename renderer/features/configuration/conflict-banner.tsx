// Somebody else changed the configuration under an unfinished edit: theirs or mine, never silently one over the other.
import { TriangleAlert } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { useText } from "../../i18n/use-text.ts";
import { keepMine, loadTheirs } from "./draft-store.ts";

export function ConflictBanner({ revision }: { readonly revision: number }) {
  const t = useText("configuration");
  return (
    <div className="configuration-conflict" role="alert">
      <TriangleAlert aria-hidden="true" />
      <p>{t("conflict", { revision })}</p>
      <Button size="small" onClick={loadTheirs}>
        {t("loadTheirs")}
      </Button>
      <Button size="small" onClick={keepMine}>
        {t("keepMine")}
      </Button>
    </div>
  );
}
