// English texts of what was done, as toasts say it.
export const actions = {
  added: "Added {{server}} to {{pool}}",
  changed: "Changed {{server}}",
  changedMany_one: "Changed {{count}} server",
  changedMany_other: "Changed {{count}} servers",
  removedMany_one: "Removed {{count}} server",
  removedMany_other: "Removed {{count}} servers",
  intent: {
    ready: "{{server}} takes traffic again",
    drain: "{{server}} is draining",
    maintenance: "{{server}} is in maintenance",
  },
  drainingThenRemoved: "{{server}} is draining and will be removed",
  removed: "Removed {{server}} from {{pool}}",
  moved: "{{server}} is in {{to}} now",
  ordered: "Changed the order in {{pool}}",
  simulated: "Added {{server}} to {{pool}}, simulated at {{address}}",
  changedPool: "Changed pool {{pool}}",
  takenBack: "Taken back",
  doneAgain: "Done again",
  restored: "Revision {{revision}} is back",
  applied: "Configuration applied",
} as const;
