// The glossary in German.
import type { Translated } from "../catalogue-types.ts";
import type { glossary as english } from "../en/glossary.ts";

export const glossary: Translated<typeof english> = {
  title: "Glossar",
  hint: "Ein Wort je Sache, dasselbe in Konsole, Log und Dokumentation.",
  find: "Wort suchen",
  none: "Kein Wort passt zu „{{words}}“",
  inNginx: "nginx",
  inHaproxy: "HAProxy",
  term: {
    listener: {
      word: "Listener",
      means: "ein Port, auf dem angenommen wird, mit Protokoll, Grenzen und Routen",
      matters:
        "Er ist die Eingangstür: Grenzen, Zertifikate und die erste mögliche Antwort werden hier entschieden.",
    },
    route: {
      word: "Route",
      means: "eine Regel, die einen Teil der Anfragen eines Listeners zu einem Pool schickt",
      matters:
        "Ein Port kann viele Anwendungen bedienen. Die erste passende Route gilt, also kommt es auf die Reihenfolge an.",
    },
    pool: {
      word: "Pool",
      means:
        "eine Menge von Servern, die dieselben Anfragen beantworten können, und die Regeln der Auswahl",
      matters:
        "Server eines Pools müssen füreinander einspringen können; nur so ist ein Ausfall zu verkraften.",
    },
    server: {
      word: "Server",
      means: "ein Ziel eines Pools: eine Adresse mit Gewicht, Grenze und Absicht",
      matters:
        "Sein Zustand bestimmt, ob er Arbeit erhält, sein Gewicht wie viel, seine Grenze wie viel zugleich.",
    },
    weight: {
      word: "Gewicht",
      means:
        "wie viel vom Verkehr eines Pools ein Server im Verhältnis zu den anderen erhalten soll; 0 nimmt nur gebundenen Verkehr",
      matters:
        "Ungleiche Maschinen brauchen ungleiche Arbeit: Bei 1 und 3 erhält die zweite drei von vier Anfragen.",
    },
    share: {
      word: "Anteil",
      means:
        "der Teil der Anfragen eines Pools, den ein Server erhalten hat, gemessen an dem, was sein Gewicht vorsieht",
      matters: "Weicht er weit ab, wirkt etwas hinein: Bindung, Grenzen oder langsame Antworten.",
    },
    algorithm: {
      word: "Algorithmus",
      means: "was aus den wählbaren Servern einen auswählt",
      matters:
        "Bei gleichen Servern und gleichen Anfragen sind alle gut. Der Unterschied zeigt sich in den langsamsten Antworten, wenn sie es nicht sind.",
    },
    candidate: {
      word: "Kandidat",
      means: "ein Server, der für diese Anfrage gewählt werden kann",
      matters:
        "Wer kein Kandidat ist, wird nicht gewählt, so gut er wäre; der Grund steht bei der Entscheidung.",
    },
    lease: {
      word: "Lease",
      means:
        "eine Nutzung eines Servers durch eine Anfrage oder TCP-Verbindung, gezählt von der Wahl bis zum Ende",
      matters:
        "Daraus stammen die Zahlen laufender Arbeit; Leerlaufen und Grenzen verlassen sich darauf.",
    },
    session: {
      word: "Sitzung",
      means:
        "was einen Client eine Zeit lang an einen Server bindet: ein eigenes Cookie oder eine Zeile in der Tabelle eines Pools",
      matters:
        "Sie hält einen Warenkorb, wo er ist, und ist der Grund, warum Anteile von Gewichten abweichen können.",
    },
    decision: {
      word: "Entscheidung",
      means:
        "was der Algorithmus bei der Wahl sah: Kandidaten, Punkte, Ausschlüsse, Stichentscheid",
      matters:
        "Sie beantwortet für jede Anfrage, warum es dieser Server war, statt es zu vermuten.",
    },
    attempt: {
      word: "Versuch",
      means: "ein Anlauf einer Anfrage bei einem Server",
      matters:
        "Eine Anfrage, die beim zweiten Versuch gelang, sieht für den Client gut aus und verrät doch einen schwachen Server.",
    },
    intent: {
      word: "Absicht",
      means: "was der Betreiber von einem Server will: ready, drain, maintenance",
      matters:
        "Was ein Mensch will und was Prüfungen finden, bleibt getrennt; keines überschreibt das andere.",
    },
    check: {
      word: "Prüfung",
      means: "eine Frage, die einem Server in Abständen gestellt wird",
      matters:
        "Sie findet einen kaputten Server vor den Clients; zu selten zu spät, zu oft ist sie selbst Last.",
    },
    verdict: {
      word: "Urteil",
      means: "was eine prüfende Stelle von einem Server hält",
      matters:
        "Eine fehlgeschlagene Prüfung ist noch kein Urteil. Was es dazu braucht, sagen rise und fall.",
    },
    riseFall: {
      word: "rise, fall",
      means: "Prüfungen in Folge, die gelingen oder scheitern müssen, bevor sich das Urteil ändert",
      matters:
        "Kleine Zahlen reagieren schnell und flattern; große sind ruhig und lassen Clients den Ausfall zuerst bemerken.",
    },
    ejection: {
      word: "Ausschluss",
      means: "ein Server, der eine Zeit lang ausgelassen wird, weil Anfragen an ihn scheiterten",
      matters:
        "Er fängt, wonach Prüfungen nicht fragen: einen Server, dessen Prüfantwort gut ist, während echte Anfragen scheitern.",
    },
    state: {
      word: "Zustand",
      means:
        "was Absicht, Urteile und laufende Arbeit zusammen ergeben: up, degraded, recovering, down, ejected, draining, drained, maintenance, unchecked",
      matters:
        "Ein Wort dafür, wo ein Server steht; abgeleitet und nie gesetzt, also nie im Widerspruch zu den Ursachen.",
    },
    usable: {
      word: "verwendbar",
      means: "in einem Zustand, in dem neue Arbeit vergeben wird",
      matters: "Die Zahl verwendbarer Server ist das, was vom Pool bleibt, wenn es darauf ankommt.",
    },
    drain: {
      word: "Leerlaufen",
      means: "keine neue Arbeit annehmen und die laufende bis zu einer Frist enden lassen",
      matters:
        "So verlässt ein Server den Dienst, ohne etwas abzubrechen: Clients enden dort, neue gehen anderswohin.",
    },
    forceClose: {
      word: "Zwangsschluss",
      means: "abbrechen, was nach Ablauf der Frist des Leerlaufens übrig ist",
      matters: "Sonst hielte ein einziger endloser Download einen Server für immer fest.",
    },
    retire: {
      word: "Ausscheiden",
      means: "ein aus der Konfiguration entfernter Server, der beendet, was er hat",
      matters:
        "Eine Änderung der Konfiguration darf keine Anfragen abbrechen, die eben noch in Ordnung waren.",
    },
    queue: {
      word: "Warteschlange",
      means: "Anfragen, die warten, weil jeder verwendbare Server an seiner Grenze ist",
      matters:
        "Wächst sie, ist das das früheste Zeichen von Überlast: Latenz folgt, Fehler kommen zuletzt.",
    },
    panic: {
      word: "Panik",
      means: "Prüfungen nicht beachten, weil zu wenige Server verwendbar sind",
      matters:
        "Scheinen fast alle ausgefallen, irrt eher die Prüfung als die Server; manche Antwort ist besser als keine.",
    },
    backup: {
      word: "Reserve",
      means: "ein Server, der nur dient, wenn kein anderer verwendbar ist",
      matters: "Eine geordnete Absage ist besser als eine verweigerte Verbindung.",
    },
    ownAnswer: {
      word: "eigene Antwort",
      means:
        "eine Antwort des Balancers selbst, mit X-Evenkeel-Error gekennzeichnet, im Gegensatz zu der eines Servers",
      matters: "Ein 502 vom Balancer und ein 502 von einem Server brauchen verschiedene Leute.",
    },
    authority: {
      word: "Zertifizierungsstelle",
      means:
        "wer Zertifikate unterschreibt und wem ein Client oder Pool also glaubt; der Arbeitsbereich hat eine eigene für selfSigned",
      matters:
        "Wer der falschen Stelle traut, traut jedem, der sie besitzt; Zertifikate werden hier immer geprüft.",
    },
    percentile: {
      word: "Perzentil",
      means: "p95 von 20 ms: 95 von 100 Antworten brauchten höchstens 20 ms",
      matters:
        "Ein Mittelwert verbirgt die langsamen Antworten. Ein Client von zwanzig wartet länger als p95, und eine Seite mit vielen Anfragen trifft es oft.",
    },
    lab: {
      word: "Labor",
      means: "simulierte Server und Verkehrsgeneratoren auf echten Sockets",
      matters:
        "Ausfälle lassen sich erproben, wo sie nichts kosten, auf echten Sockets statt auf einer Zeichnung.",
    },
    host: {
      word: "Host",
      means:
        "Methoden und Themen des Vertrags über einem laufenden Balancer; eine Shell gibt ihm einen Transport",
      matters:
        "Desktop, Browser und Skripte nutzen dieselben Aufrufe, also geht nichts nur in einem davon.",
    },
    shell: {
      word: "Shell",
      means: "worin der Host lebt: die Desktopanwendung oder der Befehl ohne Fenster",
      matters: "Der Balancer ist in beiden derselbe; nur das Fenster ist anders.",
    },
    workspace: {
      word: "Arbeitsbereich",
      means: "der Ordner mit Konfiguration, Log, Token und Verlauf",
      matters: "Alles, was zu behalten oder umzuziehen ist, liegt in diesem einen Ordner.",
    },
    revision: {
      word: "Revision",
      means: "Nummer der Konfiguration, um eins höher mit jeder angewendeten Änderung",
      matters:
        "Sie zeigt, ob zwei Leute dasselbe bearbeiten: Eine Änderung auf alter Revision wird abgelehnt.",
    },
  },
};
