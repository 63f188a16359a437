// The invisible points at which edges end. Nobody connects by hand yet, so they take no pointer.
import { Handle, Position } from "@xyflow/react";

export function NodeEnds({ side }: { readonly side: "source" | "target" | "both" }) {
  return (
    <>
      {side !== "source" && (
        <Handle type="target" position={Position.Left} isConnectable={false} className="node-end" />
      )}
      {side !== "target" && (
        <Handle
          type="source"
          position={Position.Right}
          isConnectable={false}
          className="node-end"
        />
      )}
    </>
  );
}
