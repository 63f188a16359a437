// The few words the shell says itself, in the languages of the console. The console tells which; until it has, the system does.

const english = {
  file: "&File",
  openWorkspace: "Open Workspace…",
  openRecent: "Open Recent",
  clearRecent: "Clear Menu",
  saveCopy: "Save a Copy As…",
  openFolder: "Open Workspace Folder",
  openLogFolder: "Open Log Folder",
  keepRunning: "Keep Running When Closed",
  go: "&Go",
  balancer: "&Balancer",
  view: "&View",
  showWindow: "Show Window",
  startTraffic: "Start Traffic",
  stopTraffic: "Stop Traffic",
  quit: "Quit",
  quitNow: "Quit Now",
  about: "About",
  workspaceFiles: "Evenkeel workspace",
  status: "{up} of {servers} up",
  noServers: "No servers yet",
  starting: "Starting",
  stopping: "Finishing {remaining} in flight, {seconds} s at most",
  closeQuestion: "Keep balancing without a window?",
  closeDetail:
    "The listeners stay open, and Evenkeel stays in the tray. Start it again to bring the window back.",
  keepGoing: "Keep Running",
  cancel: "Cancel",
  remember: "Remember this",
  cannotOpen: "This workspace was not opened",
  cannotSave: "The copy was not saved",
  stillRunning: "{file} goes on running.",
  crashed: "The console keeps crashing",
  crashedDetail: "The balancer is not affected and goes on running.",
  reload: "Reload",
  leaveIt: "Leave It",
  serverDown: "{server} is down",
  serverBack: "{server} is back",
  manyDown: "{count} servers are down",
  manyBack: "{count} servers are back",
  inPool: "Pool {pool}: {reason}",
} as const;

export type Word = keyof typeof english;

const german: Readonly<Record<Word, string>> = {
  file: "&Datei",
  openWorkspace: "Arbeitsbereich öffnen…",
  openRecent: "Zuletzt geöffnet",
  clearRecent: "Liste leeren",
  saveCopy: "Kopie speichern unter…",
  openFolder: "Ordner des Arbeitsbereichs öffnen",
  openLogFolder: "Ordner des Protokolls öffnen",
  keepRunning: "Nach dem Schließen weiterlaufen",
  go: "&Gehe zu",
  balancer: "&Verteiler",
  view: "&Ansicht",
  showWindow: "Fenster zeigen",
  startTraffic: "Last starten",
  stopTraffic: "Last anhalten",
  quit: "Beenden",
  quitNow: "Sofort beenden",
  about: "Über",
  workspaceFiles: "Arbeitsbereich von Evenkeel",
  status: "{up} von {servers} erreichbar",
  noServers: "Noch keine Server",
  starting: "Startet",
  stopping: "{remaining} noch unterwegs, höchstens {seconds} s",
  closeQuestion: "Ohne Fenster weiter verteilen?",
  closeDetail:
    "Die Listener bleiben offen, und Evenkeel bleibt im Infobereich. Ein neuer Start bringt das Fenster zurück.",
  keepGoing: "Weiterlaufen",
  cancel: "Abbrechen",
  remember: "Merken",
  cannotOpen: "Dieser Arbeitsbereich wurde nicht geöffnet",
  cannotSave: "Die Kopie wurde nicht gespeichert",
  stillRunning: "{file} läuft weiter.",
  crashed: "Die Konsole stürzt immer wieder ab",
  crashedDetail: "Der Verteiler ist nicht betroffen und läuft weiter.",
  reload: "Neu laden",
  leaveIt: "So lassen",
  serverDown: "{server} ist ausgefallen",
  serverBack: "{server} ist wieder da",
  manyDown: "{count} Server sind ausgefallen",
  manyBack: "{count} Server sind wieder da",
  inPool: "Pool {pool}: {reason}",
};

export type Language = "en" | "de";
let language: Language = "en";

export function speak(chosen: Language): void {
  language = chosen;
}

/** The system's language where it is one of ours. */
export const languageOf = (locale: string): Language => (locale.startsWith("de") ? "de" : "en");

export function say(word: Word, values: Readonly<Record<string, string | number>> = {}): string {
  const text = (language === "de" ? german : english)[word];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
