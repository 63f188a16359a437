// English texts of the lab's scenarios and of the comparison. What scenarios say is the contract's, so that callers of the API
// and people at the console read the same.
import {
  scenarioFindings,
  scenarioLooks,
  scenarioQuestions,
  scenarioSteps,
  scenarioTitles,
} from "../../../balancer-core/contract/scenario-texts.ts";

export const scenarios = {
  title: scenarioTitles,
  question: scenarioQuestions,
  look: scenarioLooks,
  step: scenarioSteps,
  finding: scenarioFindings,
  tabs: "Parts of the lab",
  tab: { workbench: "Workbench", scenarios: "Scenarios", compare: "Side by side" },
  intro:
    "Each scenario sets up its own listener, pool and simulated servers, plays for about half a minute, and leaves your configuration as it was.",
  play: "Play",
  playAgain: "Play again",
  stop: "Stop",
  playing: "Playing: {{title}}",
  show: "Show",
  lookFor: "What to look for",
  settingUp: "Setting the stage",
  of: "{{at}} of {{length}}",
  outcome: {
    finished: "Played to its end. The configuration is as it was before.",
    stopped: "Stopped. The configuration is as it was before.",
    interrupted:
      "Something it needed was changed, so it ended. What was left of it has been removed.",
    failed: "It could not continue.",
  },
  found: "What was measured",
  steps: "Steps",
  stepAt: "at {{seconds}} s",
  latency: "Latency, each second",
  latencyNone: "No answer yet",
  chart: "Latency over {{seconds}} s. Latest: {{latest}}",
  measures: "Step by step",
  stepColumn: "Step",
  sideColumn: "Side",
  difference: "Difference",
  sent: "Sent",
  failed: "Failed",
  retries: "Retries",
  shares: "Share of each server",
  shareOf: "{{server}} {{share}}",
  openTopology: "See it in the topology",
  compareIntro:
    "Two pools of identical servers, two generators with the same seed: both sides get the same requests at the same moments, with a burst every six seconds. Latency counts from the moment a request was due, so a slow side cannot hide by sending later.",
  left: "Left",
  right: "Right",
  compare: "Compare",
  better:
    "p99 so far: {{left}} {{leftMs}}, {{right}} {{rightMs}}. {{better}} is ahead by {{difference}}.",
  same: "p99 so far: {{left}} and {{right}} are within a tenth of each other, at {{ms}}.",
} as const;
