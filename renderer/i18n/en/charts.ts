// English texts of the charts.
export const charts = {
  asTable: "Show as table",
  asChart: "Show {{title}} as chart",
  stronger: "the stronger, the more answers",
  heatMap: "{{title}}: {{count}} answers in the last five minutes. Arrow keys read cells",
  nothing: "Nothing to measure in this time",
  answers_one: "{{count}} answer",
  answers_other: "{{count}} answers",
  time: "Time",
  answered: "Answers",
} as const;
