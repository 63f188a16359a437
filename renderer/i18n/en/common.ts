// English texts used on more than one page: units, ages, states, buttons. Names fixed by the product's contract stay as they are.
export const common = {
  close: "Close",
  reload: "Reload",
  undo: "Undo",
  redo: "Redo",
  spaceKey: "Space",
  unit: {
    requestsPerSecond: "req/s",
    minutes: "min",
  },
  span: {
    seconds: "{{seconds}} s",
    minutes: "{{minutes}} min",
    minutesSeconds: "{{minutes}} min {{seconds}} s",
    hours: "{{hours}} h",
    hoursMinutes: "{{hours}} h {{minutes}} min",
    days: "{{days}} d",
  },
  ago: {
    now: "just now",
    seconds: "{{seconds}} s ago",
    minutes: "{{minutes}} min ago",
    hours: "{{hours}} h ago",
    days: "{{days}} d ago",
  },
  state: {
    up: "Up",
    degraded: "Degraded",
    recovering: "Recovering",
    down: "Down",
    ejected: "Ejected",
    draining: "Draining",
    drained: "Drained",
    maintenance: "Maintenance",
    unchecked: "Not checked",
  },
} as const;
