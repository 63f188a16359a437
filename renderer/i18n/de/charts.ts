// German texts of the charts.
import type { Translated } from "../catalogue-types.ts";
import type { charts as english } from "../en/charts.ts";

export const charts: Translated<typeof english> = {
  asTable: "Als Tabelle zeigen",
  asChart: "{{title}} als Bild zeigen",
  stronger: "kräftiger: mehr Antworten",
  heatMap: "{{title}}: {{count}} Antworten in der gezeigten Zeit. Pfeiltasten lesen Zellen",
  nothing: "Nichts zu messen in dieser Zeit",
  answers_one: "{{count}} Antwort",
  answers_other: "{{count}} Antworten",
  none: "keine",
  now: "jetzt",
  minutesAgo: "−{{minutes}} min",
  secondsAgo: "−{{seconds}} s",
  drawing_one: "{{title}} der letzten Minute. Zuletzt: {{words}}",
  drawing_other: "{{title}} der letzten {{count}} Minuten. Zuletzt: {{words}}",
  secondBySecond: "{{title}}, Sekunde um Sekunde",
  noChecks: "Noch keine Prüfungen",
  checksPassed_one: "Letzte {{count}} Prüfung: bestanden",
  checksPassed_other: "Letzte {{count}} Prüfungen: alle bestanden",
  checksFailed_one: "Letzte {{count}} Prüfung: gescheitert",
  checksFailed_other: "Letzte {{count}} Prüfungen: {{failed}} gescheitert",
  share: "{{actual}} des Verkehrs",
  shareDue: "{{actual}} des Verkehrs, {{expected}} erwartet",
  time: "Zeit",
  answered: "Antworten",
};
