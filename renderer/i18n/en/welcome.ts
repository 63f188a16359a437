// English texts of the first start: three doors, the form for local ports, the tour.
export const welcome = {
  title: "Begin here",
  dismiss: "Not now",
  start: "Watch traffic flow",
  startHint: "Sends test requests through your listener.",
  ports: "Balance my local ports",
  portsHint: "Puts one address in front of what runs on this machine.",
  tour: "Take the tour",
  tourHint: "Six stops, a minute.",
  portsDescription:
    "Adds a listener and a pool with these ports as servers. What is running is not touched, and Undo takes it back.",
  portsLooking: "Looking for what listens on this machine",
  portsFound: "Listening on this machine",
  portInPool: "in pool {{pool}}",
  portsNone:
    "Nothing else is listening on this machine. You can type ports before their servers run.",
  portsUnknown: "The balancer could not find out what listens here. Type the ports.",
  portsScanned: "Only ports from 3000 to 9999 could be tried here. Type the others.",
  portsCut: "There are more than are listed. Type the others.",
  portsField: "Ports",
  portsMore: "Other ports",
  portsFieldHint: "Of servers on this machine, separated by commas or spaces.",
  portsWrong: "{{word}} is not a port: ports are whole numbers from 1 to 65535.",
  portsMany: "At most {{most}} ports.",
  portsOwn: "Port {{port}} is the listener’s own.",
  listenOn: "Listen on port",
  listenOnHint: "Requests to this port on 127.0.0.1 are shared among them.",
  cancel: "Cancel",
  portsApply: "Balance them",
  stop: {
    status: {
      title: "Is anything down?",
      text: "Always here, because it comes first: how many servers are up. Shape and colour show the worst state.",
    },
    traffic: {
      title: "Traffic on real sockets",
      text: "This button starts and stops the generator. So does the Space key.",
    },
    topology: {
      title: "What flows where",
      text: "Lines grow with the request rate. Click a card to inspect it: checks, latency, shares.",
    },
    lab: {
      title: "Break something",
      text: "In the Lab you make simulated servers slow or faulty, or let them crash, and watch the balancer route around them.",
    },
    configuration: {
      title: "Nothing happens by surprise",
      text: "Every edit shows what it would do before you apply it, and every earlier revision can be restored.",
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
