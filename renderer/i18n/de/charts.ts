// German texts of the charts.
import type { Translated } from "../catalogue-types.ts";
import type { charts as english } from "../en/charts.ts";

export const charts: Translated<typeof english> = {
  asTable: "Als Tabelle zeigen",
  asChart: "{{title}} als Bild zeigen",
  stronger: "je kräftiger, desto mehr Antworten",
  heatMap: "{{title}}: {{count}} Antworten in den letzten fünf Minuten. Pfeiltasten lesen Zellen",
  nothing: "Nichts zu messen in dieser Zeit",
  answers_one: "{{count}} Antwort",
  answers_other: "{{count}} Antworten",
  none: "keine",
  now: "jetzt",
  minutesAgo: "−{{minutes}} min",
  drawing: "{{title}} der letzten {{minutes}} Minuten. Zuletzt: {{words}}",
  secondBySecond: "{{title}}, Sekunde um Sekunde",
  noChecks: "Noch keine Prüfungen",
  checksPassed_one: "Letzte {{count}} Prüfung: bestanden",
  checksPassed_other: "Letzte {{count}} Prüfungen: alle bestanden",
  checksFailed_one: "Letzte {{count}} Prüfung: gescheitert",
  checksFailed_other: "Letzte {{count}} Prüfungen: {{failed}} gescheitert",
  time: "Zeit",
  answered: "Antworten",
};
