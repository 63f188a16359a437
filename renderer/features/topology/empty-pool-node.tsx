// Stands where a pool's servers would be: why there is nothing, and the next step.

import type { NodeProps } from "@xyflow/react";
import { Plus } from "lucide-react";
import { memo, useState } from "react";
import { AddServerDialog } from "../../components/server/add-server-dialog.tsx";
import { Button } from "../../components/ui/button.tsx";
import { useDrop } from "../../dnd/use-drag.ts";
import { useText } from "../../i18n/use-text.ts";
import type { EmptyPoolNode } from "./flow-graph.ts";
import { NodeEnds } from "./node-ends.tsx";
import { QuietZone } from "./quiet-zone.tsx";

export const EmptyPoolNodeView = memo(function EmptyPoolNodeView({
  data,
}: NodeProps<EmptyPoolNode>) {
  const t = useText("topology");
  const { pool } = data.placed;
  const [isAdding, setIsAdding] = useState(false);
  const { ref, look } = useDrop(`empty:${pool}`, { kind: "pool", pool });
  return (
    <div ref={ref} className={`empty-pool-node drop-${look}`}>
      <NodeEnds side="target" />
      <p>{t("nobodyServes", { pool })}</p>
      <QuietZone>
        <Button size="small" icon={<Plus />} onClick={() => setIsAdding(true)}>
          {t("addFirst")}
        </Button>
        {isAdding && <AddServerDialog pool={pool} onClose={() => setIsAdding(false)} />}
      </QuietZone>
    </div>
  );
});
