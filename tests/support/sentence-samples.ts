// Values for a sentence of the core by the names of its places, as the core would put them in.
const samples: Readonly<Record<string, string>> = {
  said: "some other reason",
  thing: 'server "s1" of pool "app"',
  target: 'listener "web"',
  id: "id-1",
  count: "7",
  needed: "12",
  revision: "41",
  listeners: "2",
  pools: "3",
  percent: "30",
  duration: "30s",
  status: "503 Service Unavailable",
  wanted: "200-299",
  pattern: "ok|fine",
  errno: "ECONNRESET",
  from: "up",
  to: "down",
  key: "algorithm.type",
  before: "round-robin",
  after: "maglev",
  address: "127.0.0.1:9001",
  file: "certificates/web.pem",
  size: "1MiB",
  day: "2027-03-01",
  hosts: '"a.example", "b.example"',
  method: "config.set",
  detail: "Error: it broke",
  fault: "reset",
};

/** Throws for a place it has no value for, so that a new one gets its own. */
export function samplesOf(english: string): Record<string, string> {
  const names = [...english.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => name);
  return Object.fromEntries(
    names.map((name) => {
      const value = samples[name];
      if (value === undefined) throw new Error(`no sample for {{${name}}}`);
      return [name, value];
    }),
  );
}
