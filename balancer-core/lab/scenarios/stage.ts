// What a scenario needs of the configuration, whoever keeps it.
import type { StageDocument, StageHands } from "./scenario.ts";

/** The configuration as scenarios use it. */
export interface Stage extends Omit<StageHands, "fault" | "heal"> {
  /** Adds the entries as one change, after taking a note from which `clear` brings back what was there before. */
  setUp(document: StageDocument, remark: string): Promise<void>;
  /** Takes the entries away again, exactly. Does nothing without any. */
  clear(remark: string): Promise<void>;
  /** Addresses for simulated servers, on ports that are free. */
  addresses(count: number): Promise<string[]>;
  /** Whether everything that was added is still there. */
  isWhole(): boolean;
}
