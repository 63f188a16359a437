// German texts of the Settings page.
import type { Translated } from "../catalogue-types.ts";
import type { settings as english } from "../en/settings.ts";

export const settings: Translated<typeof english> = {
  title: "Einstellungen",
  look: "Darstellung",
  theme: "Farbschema",
  themeName: {
    system: "Wie das System",
    light: "Hell: Papier",
    dark: "Dunkel: Tinte",
    contrast: "Hoher Kontrast",
  },
  language: "Sprache",
  languageName: { system: "Wie das System", en: "English", de: "Deutsch" },
  languageHint:
    "Gründe, Ereignisse und Probleme kommen vom Balancer und bleiben englisch, wie in seinem Log.",
  motion: "Bewegung",
  motionName: {
    system: "Wie das System",
    full: "Voll",
    reduced: "Verringert: Zahlen statt Bewegung",
  },
  presenting: "Präsentation",
  presentingWords: { on: "Große Schrift", off: "Aus" },
  presentingHint: "Für Beamer: größere Schrift, weniger Einzelheiten.",
  keyboard: "Tastatur und Hinweise",
  singleKeys: "Kürzel mit einer Taste",
  on: "Ein",
  off: "Aus",
  singleKeysHint:
    "Ziffern für Seiten, D zum Leerlaufen, Leertaste, / und andere. Abschaltbar für Spracheingabe oder versehentliche Tasten.",
  showShortcuts: "Alle Tastenkürzel zeigen",
  notifications: "Benachrichtigungen",
  notificationsHint: "Meldet einen Ausfall, während dieses Fenster verborgen ist.",
  notificationsMissing: {
    denied:
      "Der Browser verweigert Benachrichtigungen von hier. Seine Einstellungen für diese Seite können sie erlauben.",
    unanswered:
      "Die Frage des Browsers blieb offen, darum wird nichts gezeigt. Beim Einschalten fragt er erneut.",
    impossible:
      "Dieser Browser zeigt von hier keine Benachrichtigungen: Er verlangt https oder die eigene Adresse dieser Maschine.",
  },
  tour: "Rundgang erneut beginnen",
  tapBudget: "Anfragenliste behält höchstens",
  tapBudgetHint: "{{used}} sind in diesem Fenster belegt. Die ältesten Anfragen gehen zuerst.",
  connection: "Verbindung",
  balancer: "Balancer",
  status: { connecting: "Wird aufgebaut", open: "Verbunden", lost: "Unterbrochen" },
  console: "Konsole",
  consoleKind: { desktop: "Desktopanwendung", web: "Webkonsole" },
  address: "Adresse",
  inProcess: "Hauptprozess dieser Anwendung",
  configuration: "Konfiguration",
  revision: "Revision {{revision}}",
  process: "Prozess des Balancers",
  mainProcess: "Hauptprozess",
  processAbsent: "Der Balancer sagt nicht, wie es seinem Prozess geht: {{reason}}.",
  loopDelay: "Verzug der Ereignisschleife",
  loopDelayValue: "{{p99}} p99, höchstens {{max}}",
  loopDelayHint: "Worauf alles neben der eigenen Arbeit wartet, in der letzten Minute.",
  resident: "Belegter Speicher",
  residentValue: "{{resident}}, davon {{heap}} Heap",
  cpu: "Prozessorzeit",
  cpuValue: "{{cpu}} in {{uptime}}",
  log: "Log",
  logFine: "nichts verloren",
  logDropped_one: "{{count}} Zeile verworfen",
  logDropped_other: "{{count}} Zeilen verworfen",
  logFailing: "nicht beschreibbar",
  node: "Läuft auf",
  nodeValue: "Node {{version}}, {{platform}}, Prozess {{pid}}",
  records: "Was aufbewahrt wird",
  record: { requests: "Anfragen", events: "Ereignisse", seconds: "Sekunden aller Server" },
  recordValue: "{{held}} von {{capacity}}, etwa {{bytes}}",
  recordsHint:
    "Voll ist normal: Die ältesten machen den neuesten Platz, der Speicherbedarf bleibt gleich.",
};
