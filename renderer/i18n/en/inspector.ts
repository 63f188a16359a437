// English texts of the inspector.
export const inspector = {
  behind: "Servers it reaches",
  changes: "Changes of state",
  noFlaps: "It did not flap in the last hour.",
  flaps_one: "It stopped or began taking requests {{count}} time in the last hour.",
  flaps_other: "It stopped or began taking requests {{count}} times in the last hour.",
  errors: "Last errors",
  noErrors: "None of the remembered requests failed here.",
  errorsOfServer: "Answered by the server",
  errorsOfBalancer: "Answered by the balancer, because of it",
  chart: {
    latency: "Latency",
    spread: "Spread of latency",
    requests: "Requests",
    perSecond: "per second",
    load: "In progress",
  },
} as const;
