// German texts of the first start.
import type { Translated } from "../catalogue-types.ts";
import type { welcome as english } from "../en/welcome.ts";

export const welcome: Translated<typeof english> = {
  title: "Zum Einstieg",
  dismiss: "Nicht jetzt",
  start: "Verkehr fließen sehen",
  startHint: "Sendet Testanfragen durch den Listener.",
  ports: "Lokale Ports verteilen",
  portsHint: "Stellt eine Adresse vor das, was hier läuft.",
  tour: "Rundgang beginnen",
  tourHint: "Sechs Stationen, eine Minute.",
  portsDescription:
    "Ein neuer Listener und ein neuer Pool mit diesen Ports als Servern. Was schon läuft, bleibt unberührt; „Rückgängig“ nimmt es zurück.",
  portsLooking: "Sucht, was auf dieser Maschine lauscht",
  portsFound: "Auf dieser Maschine lauschen",
  portInPool: "im Pool {{pool}}",
  portsNone:
    "Sonst lauscht gerade nichts auf dieser Maschine. Ports lassen sich eintragen, bevor ihre Server laufen.",
  portsUnknown: "Was hier lauscht, war nicht herauszufinden. Die Ports lassen sich eintragen.",
  portsScanned: "Nur die Ports 3000 bis 9999 ließen sich prüfen. Andere lassen sich eintragen.",
  portsCut: "Es sind mehr, als hier stehen. Die anderen lassen sich eintragen.",
  portsField: "Ports",
  portsMore: "Andere Ports",
  portsFieldHint: "Von Servern auf dieser Maschine, durch Kommas oder Leerzeichen getrennt.",
  portsWrong: "{{word}} ist kein Port: Ports sind ganze Zahlen von 1 bis 65535.",
  portsMany: "Höchstens {{most}} Ports.",
  portsOwn: "Port {{port}} gehört dem Listener selbst.",
  listenOn: "Auf Port lauschen",
  listenOnHint: "Anfragen an 127.0.0.1 auf diesem Port werden verteilt.",
  cancel: "Abbrechen",
  portsApply: "Verteilen",
  stop: {
    status: {
      title: "Ist etwas ausgefallen?",
      text: "Das Wichtigste steht immer hier: wie viele Server verfügbar sind. Form und Farbe zeigen den schlechtesten Zustand.",
    },
    traffic: {
      title: "Verkehr auf echten Sockets",
      text: "Startet den Generator und hält ihn an. Die Leertaste tut dasselbe.",
    },
    topology: {
      title: "Was wohin fließt",
      text: "Linien werden mit den Anfragen je Sekunde breiter. Eine Karte öffnet den Inspektor: Prüfungen, Latenz, Anteile.",
    },
    lab: {
      title: "Etwas kaputt machen",
      text: "Im Labor werden simulierte Server langsam, fehlerhaft oder stürzen ab. Der Balancer leitet um sie herum.",
    },
    configuration: {
      title: "Nichts geschieht überraschend",
      text: "Jede Änderung zeigt vor „Anwenden“, was sie bewirkt, und jede Revision lässt sich zurückholen.",
    },
    palette: {
      title: "Alles von hier aus",
      text: "{{palette}} findet Seiten, Server und Aktionen; ? zeigt alle Tasten.",
    },
  },
  place: "{{stop}} von {{stops}}",
  back: "Zurück",
  next: "Weiter",
  done: "Fertig",
  skip: "Rundgang überspringen",
};
