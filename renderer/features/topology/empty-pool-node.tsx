// Stands where a pool's servers would be: why there is nothing, and the next step.
import type { NodeProps } from "@xyflow/react";
import { Plus } from "lucide-react";
import { memo, useState } from "react";
import { AddServerDialog } from "../../components/server/add-server-dialog.tsx";
import { Button } from "../../components/ui/button.tsx";
import type { EmptyPoolNode } from "./flow-graph.ts";
import { NodeEnds } from "./node-ends.tsx";
import { QuietZone } from "./quiet-zone.tsx";

export const EmptyPoolNodeView = memo(function EmptyPoolNodeView({
  data,
}: NodeProps<EmptyPoolNode>) {
  const { pool } = data.placed;
  const [isAdding, setIsAdding] = useState(false);
  return (
    <div className="empty-pool-node">
      <NodeEnds side="target" />
      <p>Nobody serves {pool}: its requests get 503.</p>
      <QuietZone>
        <Button size="small" icon={<Plus />} onClick={() => setIsAdding(true)}>
          Add the first one
        </Button>
        {isAdding && <AddServerDialog pool={pool} onClose={() => setIsAdding(false)} />}
      </QuietZone>
    </div>
  );
});
