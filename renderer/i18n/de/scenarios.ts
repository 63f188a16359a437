// German texts of the lab's scenarios and of the comparison.
import type { Translated } from "../catalogue-types.ts";
import type { scenarios as english } from "../en/scenarios.ts";

export const scenarios: Translated<typeof english> = {
  title: {
    "uneven-servers": "Ungleiche Server",
    "slow-server": "Ein Server wird langsam",
    "crash-and-return": "Absturz und Rückkehr",
    "drain-under-load": "Leerlaufen unter Last",
    "sticky-skew": "Schieflage durch Bindung",
    "retry-storm": "Wiederholungssturm",
    "side-by-side": "Nebeneinander",
  },
  question: {
    "uneven-servers":
      "Drei verschieden schnelle Server bekommen gleiche Anteile. Was tut der langsamste allen an?",
    "slow-server": "Einer von drei gleichen Servern wird zehnmal so langsam. Wer merkt es?",
    "crash-and-return": "Ein Server stirbt wortlos und kehrt zurück. Was sehen die Clients?",
    "drain-under-load":
      "Lässt sich ein beschäftigter Server wegnehmen, ohne dass eine einzige Anfrage scheitert?",
    "sticky-skew":
      "Clients bleiben, wo sie begonnen haben, und wenige senden das meiste. Wie gleichmäßig ist die Last?",
    "retry-storm":
      "Server scheitern jedes zweite Mal. Helfen Wiederholungen, oder geben sie ihnen den Rest?",
    "side-by-side":
      "Zwei Algorithmen, zwei gleiche Pools, dieselben Ankünfte zur selben Zeit. Was ist verschieden?",
  },
  look: {
    "uneven-servers":
      "Die Anfragen, die in Server c warten, solange er jede dritte bekommt, und wie p99 fällt, wenn least-connections übernimmt.",
    "slow-server":
      "Der Median bewegt sich kaum, p99 springt: ein Drittel der Anfragen ist langsam. Dann merkt es peak-ewma und meidet den Server.",
    "crash-and-return":
      "Wie lange es dauert, bis der Server als aus gilt, wie Wiederholungen den Absturz solange verdecken, und dass er Prüfungen bestehen muss, bevor er wieder Arbeit bekommt.",
    "drain-under-load":
      "Neue Anfragen bleiben sofort aus, laufende enden in Ruhe; leer ist der Server, wenn seine Zahl null ist.",
    "sticky-skew":
      "Ein Server hat mehr zu tun als die anderen, obwohl die Clients gleich verteilt sind: er hält die fleißigsten. Ohne Bindung werden die Anteile gleich.",
    "retry-storm":
      "Anfragen an Server je Anfrage eines Clients. Ohne Budget vervielfachen Wiederholungen die Last, gerade wenn es weh tut; mit Budget kommt höchstens ein Fünftel dazu.",
    "side-by-side":
      "Die 99-%-Linie beider Seiten, und wie jede ihre Last verteilt: Server und Ankünfte sind dieselben.",
  },
  step: {
    "uneven-turns": "Reihum: jeder Server bekommt ein Drittel",
    "uneven-least": "Wenigste Verbindungen: wer frei ist, bekommt mehr",
    "slow-before": "Drei gleiche Server",
    "slow-now": "Server b ist zehnmal so langsam",
    "slow-noticed": "Peak-EWMA meidet, was langsam ist",
    "slow-healed": "Server b ist so schnell wie vorher",
    "crash-before": "Drei Server, alle an",
    "crash-down": "Server b ist abgestürzt: sein Port ist zu",
    "crash-back": "Server b hört wieder zu",
    "drain-before": "Anfragen dauern eine Fünftelsekunde",
    "drain-now": "Server b läuft leer: keine neuen Anfragen",
    "drain-ready": "Server b ist wieder bereit",
    "sticky-on": "Jeder Client bleibt durch ein Cookie auf einem Server",
    "sticky-off": "Keine Bindung: jede Anfrage darf überallhin",
    "storm-before": "Alles ist gut",
    "storm-free":
      "Die Hälfte der Versuche bricht ab, je drei Wiederholungen, kein nennenswertes Budget",
    "storm-budget": "Dieselben Fehler, Wiederholungen im Budget von 20 %",
    "storm-healed": "Den Servern geht es wieder gut",
    "compare-run": "Dieselben Ankünfte auf beiden Seiten",
  },
  finding: {
    "machine-busy":
      "Die Maschine war beschäftigt: Dieser Prozess wurde bis zu {{delayMs}} lang aufgehalten, und das steckt in diesen Zahlen.",
    "uneven-tail":
      "99 von 100 Antworten kamen reihum in {{beforeMs}}, mit least-connections in {{afterMs}}.",
    "uneven-share": "Server c bekam {{beforePercent}} der Anfragen, danach {{afterPercent}}.",
    "slow-median":
      "Der Median ging von {{beforeMs}} auf {{duringMs}}, p99 von {{beforeTailMs}} auf {{duringTailMs}}.",
    "slow-avoided":
      "Als peak-ewma wählte, bekam Server b {{percent}} der Anfragen, und p95 war {{tailMs}}.",
    "crash-seen":
      "Von {{sent}} Anfragen scheiterten {{failed}}; {{retries}} wurden anderswo wiederholt.",
    "crash-down-after": "Server b bekam {{afterMs}} nach seinem Absturz keine Arbeit mehr.",
    "crash-up-after": "Er bekam {{afterMs}} nach seiner Rückkehr wieder Arbeit.",
    "crash-not-down": "Server b bekam die ganze Zeit Arbeit.",
    "drain-clean": "Von {{sent}} Anfragen scheiterten {{failed}}.",
    "drain-took": "Server b war {{afterMs}} nach dem Auftrag leer.",
    "drain-not-done": "Server b war noch nicht leer, als er wieder bereit gemacht wurde.",
    "sticky-busiest":
      "Mit Bindung hatte der fleißigste Server {{beforePercent}} der Anfragen, ohne sie {{afterPercent}}.",
    "storm-amplified":
      "Ohne Budget kostete jede Anfrage {{freeTimes}} Versuche, mit Budget {{budgetTimes}}.",
    "storm-failed":
      "Ohne Budget scheiterten {{freePercent}} der Anfragen, mit Budget {{budgetPercent}}.",
    "compare-tail": "p99 war {{leftMs}} mit {{left}} und {{rightMs}} mit {{right}}.",
    "compare-median": "Der Median war {{leftMs}} mit {{left}} und {{rightMs}} mit {{right}}.",
    "compare-failed":
      "{{leftFailed}} Anfragen scheiterten mit {{left}}, {{rightFailed}} mit {{right}}.",
    "compare-spread":
      "Der fleißigste Server hatte {{leftPercent}} der Anfragen mit {{left}}, {{rightPercent}} mit {{right}}.",
  },
  tabs: "Teile des Labors",
  tab: { workbench: "Werkbank", scenarios: "Szenarien", compare: "Nebeneinander" },
  intro:
    "Jedes Szenario baut seinen eigenen Listener, Pool und seine eigenen simulierten Server auf, spielt etwa eine halbe Minute und lässt die Konfiguration, wie sie war.",
  play: "Spielen",
  playAgain: "Noch einmal",
  stop: "Beenden",
  playing: "Spielt: {{title}}",
  show: "Zeigen",
  lookFor: "Worauf zu achten ist",
  settingUp: "Wird aufgebaut",
  of: "{{at}} von {{length}}",
  outcome: {
    finished: "Zu Ende gespielt. Die Konfiguration ist wieder wie vorher.",
    stopped: "Beendet. Die Konfiguration ist wieder wie vorher.",
    interrupted:
      "Etwas, das es brauchte, wurde geändert, daher ist es zu Ende. Der Rest davon ist entfernt.",
    failed: "Es konnte nicht weitergehen.",
  },
  found: "Was gemessen wurde",
  steps: "Schritte",
  stepAt: "bei {{seconds}} s",
  latency: "Latenz, jede Sekunde",
  latencyNone: "Noch keine Antwort",
  chart: "Latenz über {{seconds}} s. Zuletzt: {{latest}}",
  measures: "Schritt für Schritt",
  stepColumn: "Schritt",
  sideColumn: "Seite",
  difference: "Unterschied",
  sent: "Gesendet",
  failed: "Gescheitert",
  retries: "Wiederholt",
  shares: "Anteil je Server",
  shareOf: "{{server}} {{share}}",
  openTopology: "In der Topologie ansehen",
  compareIntro:
    "Zwei Pools mit gleichen Servern, zwei Generatoren mit einem Startwert: beide Seiten bekommen dieselben Ankünfte zur selben Zeit, alle sechs Sekunden einen Schwall. Latenz zählt ab dem Moment, zu dem eine Anfrage fällig war, damit sich eine langsame Seite nicht durch späteres Senden verstecken kann.",
  left: "Links",
  right: "Rechts",
  compare: "Vergleichen",
  better:
    "p99 bisher: {{left}} {{leftMs}}, {{right}} {{rightMs}}. {{better}} liegt um {{difference}} vorn.",
  same: "p99 bisher: {{left}} und {{right}} liegen höchstens ein Zehntel auseinander, bei {{ms}}.",
};
