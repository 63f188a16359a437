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
    "Each sets its own stage of listener, pool and simulated servers, plays for half a minute, and leaves your configuration as it was.",
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
    interrupted: "Its stage was changed away, so it ended. What was left of it is gone.",
    failed: "It could not go on.",
  },
  found: "What was measured",
  steps: "Steps",
  latency: "Latency, each second",
  latencyNone: "No answer yet",
  chart: "Latency over {{seconds}} s. Latest: {{latest}}",
  measures: "Step by step",
  stepColumn: "Step",
  sideColumn: "Side",
  sent: "Sent",
  failed: "Failed",
  retries: "Retries",
  shares: "Share of each server",
  shareOf: "{{server}} {{share}}",
  openTopology: "See it in the topology",
  compareIntro:
    "Two pools with equal servers, two generators with one seed: both sides get the same arrivals at the same moments, with a burst every six seconds. Latency counts from when a request was due, so that a slow side cannot hide by sending later.",
  left: "Left",
  right: "Right",
  compare: "Compare",
  better:
    "p99 so far: {{left}} {{leftMs}}, {{right}} {{rightMs}}. {{better}} is ahead by {{difference}}.",
  same: "p99 so far: {{left}} and {{right}} are within a tenth of each other, at {{ms}}.",
} as const;
