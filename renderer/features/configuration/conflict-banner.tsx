// Somebody else changed the configuration under an unfinished edit: theirs or mine, never silently one over the other.
import { TriangleAlert } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { keepMine, loadTheirs } from "./draft-store.ts";

export function ConflictBanner({ revision }: { readonly revision: number }) {
  return (
    <div className="configuration-conflict" role="alert">
      <TriangleAlert aria-hidden="true" />
      <p>
        The configuration was changed meanwhile; revision {revision} runs now. Load it and lose this
        edit, or keep the edit and replace what changed.
      </p>
      <Button size="small" onClick={loadTheirs}>
        Load theirs
      </Button>
      <Button size="small" onClick={keepMine}>
        Keep mine
      </Button>
    </div>
  );
}
