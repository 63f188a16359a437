// English texts of the first start: three doors, the form for local ports, the tour.
export const welcome = {
  title: "Begin here",
  dismiss: "Not now",
  start: "Watch traffic flow",
  startHint: "Sends requests through the demo’s servers.",
  ports: "Balance my local ports",
  portsHint: "Puts one address in front of what runs on this machine.",
  tour: "Take the tour",
  tourHint: "Six stops, a minute.",
  portsDescription:
    "A new listener and a new pool with these ports as servers. What runs already is not touched, and Undo takes it back.",
  portsLooking: "Looking for what listens on this machine",
  portsFound: "Listening on this machine",
  portInPool: "in pool {{pool}}",
  portsNone:
    "Nothing else listens on this machine now. Ports can be typed before their servers run.",
  portsUnknown: "The balancer could not find out what listens here. Type the ports.",
  portsScanned: "Only ports from 3000 to 9999 could be tried here. Type the others.",
  portsCut: "There are more than are listed. Type the others.",
  portsField: "Ports",
  portsMore: "Other ports",
  portsFieldHint: "Of servers on this machine, separated by commas or spaces.",
  portsWrong: "Ports are whole numbers from 1 to 65535: {{word}} is none.",
  portsMany: "At most {{most}} ports.",
  portsOwn: "Port {{port}} is the listener’s own.",
  listenOn: "Listen on port",
  listenOnHint: "Requests to 127.0.0.1 at this port are shared out.",
  cancel: "Cancel",
  portsApply: "Balance them",
  stop: {
    status: {
      title: "Is anything down?",
      text: "The first thing to know, always here: how many servers are up, in the shape and colour of what needs attention first.",
    },
    traffic: {
      title: "Traffic on real sockets",
      text: "Starts and stops the generator. Space does the same.",
    },
    topology: {
      title: "What flows where",
      text: "Lines swell with requests a second. Press a card and its inspector opens: checks, latency, shares.",
    },
    lab: {
      title: "Break something",
      text: "In the Lab, simulated servers get slow, faulty or crash. Watch the balancer route around them.",
    },
    configuration: {
      title: "Nothing happens by surprise",
      text: "Every edit shows what it would do before Apply, and any revision can come back.",
    },
    palette: {
      title: "Everything from here",
      text: "{{palette}} finds pages, servers and actions; ? shows all keys.",
    },
  },
  place: "{{stop}} of {{stops}}",
  back: "Back",
  next: "Next",
  done: "Done",
  skip: "Skip the tour",
} as const;
