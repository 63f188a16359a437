// The glossary in English: each word, what it means and why it matters. Words and meanings are those of docs/glossary.md, which a
// test holds them against.
export const glossary = {
  title: "Glossary",
  hint: "One word per thing, the same in the console, the log and the documentation.",
  find: "Find a word",
  none: "No word fits “{{words}}”",
  inNginx: "nginx",
  inHaproxy: "HAProxy",
  term: {
    listener: {
      word: "listener",
      means: "a port we accept on, with its protocol, limits and routes",
      matters:
        "It is the front door: limits, certificates and the first answer a client can get are decided here.",
    },
    route: {
      word: "route",
      means: "a rule that sends some requests of a listener to a pool",
      matters:
        "One port can serve many applications. The first route that matches wins, so order matters.",
    },
    pool: {
      word: "pool",
      means:
        "a set of servers that can answer the same requests, and the rules for choosing among them",
      matters:
        "Servers of one pool must be able to stand in for each other; that is what makes failure survivable.",
    },
    server: {
      word: "server",
      means: "one target of a pool: an address with a weight, a limit and an intent",
      matters:
        "Its state decides whether it gets work, its weight how much, its limit how much at once.",
    },
    weight: {
      word: "weight",
      means:
        "how much of a pool's traffic a server should get, against the others; 0 takes only sticky traffic",
      matters:
        "Unequal machines need unequal work: with 1 and 3, the second gets three of four requests.",
    },
    share: {
      word: "share",
      means:
        "the part of a pool's requests that a server got, against the part its weight gives it",
      matters:
        "A share far from the expected one means that something interferes: stickiness, limits, or slow answers.",
    },
    algorithm: {
      word: "algorithm",
      means: "what chooses a server from those that may be chosen",
      matters:
        "On equal servers and equal requests all do well. The difference shows in the slowest answers when they are not equal.",
    },
    candidate: {
      word: "candidate",
      means: "a server that may be chosen for this request",
      matters:
        "Who is not a candidate cannot be chosen however good it would be; the reason is kept with the decision.",
    },
    lease: {
      word: "lease",
      means: "one use of a server by one request or TCP connection, counted from choice to end",
      matters: "Counts of work in flight come from here, and drains and limits rely on them.",
    },
    session: {
      word: "session",
      means:
        "what ties a client to a server for a while: a cookie of ours, or a row in a pool's table",
      matters:
        "It keeps a shopping basket where it is, and it is why shares may differ from weights.",
    },
    decision: {
      word: "decision",
      means: "what the algorithm saw when it chose: candidates, scores, exclusions, tie-break",
      matters:
        "It answers the question why this server, for each request, instead of leaving it to belief.",
    },
    attempt: {
      word: "attempt",
      means: "one try of a request on one server",
      matters:
        "A request that succeeded at the second attempt looks fine to the client and still tells of a failing server.",
    },
    intent: {
      word: "intent",
      means: "what the operator wants of a server: ready, drain, maintenance",
      matters:
        "What a person wants and what checks find are kept apart, so that neither overwrites the other.",
    },
    check: {
      word: "check",
      means: "a question asked of a server at intervals",
      matters:
        "It finds a broken server before clients do; too seldom it finds it late, too often it is load itself.",
    },
    verdict: {
      word: "verdict",
      means: "what a checker believes of a server",
      matters: "One failed check is not yet a verdict. What it takes is set by rise and fall.",
    },
    riseFall: {
      word: "rise, fall",
      means: "checks in a row that must pass or fail before the verdict changes",
      matters:
        "Small numbers react fast and flap; large ones are calm and let clients find the failure first.",
    },
    ejection: {
      word: "ejection",
      means: "a server left out for a time because requests to it failed",
      matters:
        "It catches what checks do not ask for: a server whose health answer is fine while real requests fail.",
    },
    state: {
      word: "state",
      means:
        "what intent, verdicts and work in flight add up to: up, degraded, recovering, down, ejected, draining, drained, maintenance, unchecked",
      matters:
        "One word for where a server stands, derived and never set, so that it cannot contradict its causes.",
    },
    usable: {
      word: "usable",
      means: "in a state in which new work is given",
      matters: "The number of usable servers is what is left of the pool when it matters.",
    },
    drain: {
      word: "drain",
      means: "taking no new work and letting what is left finish, up to a deadline",
      matters:
        "The way to take a server out without breaking anything: clients on it finish, new ones go elsewhere.",
    },
    forceClose: {
      word: "force close",
      means: "cutting what is left when the deadline of a drain has passed",
      matters: "Without it one download that never ends would keep a server from ever leaving.",
    },
    retire: {
      word: "retire",
      means: "a server removed from the configuration that finishes what it has",
      matters: "An edit of the configuration must not cut requests that were fine a moment ago.",
    },
    queue: {
      word: "queue",
      means: "requests waiting because every usable server is at its limit",
      matters: "Growth here is the earliest sign of overload: latency follows, errors come last.",
    },
    panic: {
      word: "panic",
      means: "ignoring health because too few servers are usable",
      matters:
        "When nearly all look down, the check is more likely wrong than the servers; some answers beat none.",
    },
    backup: {
      word: "backup",
      means: "a server used only when no other is usable",
      matters: "Something that says sorry in good order is better than a connection refused.",
    },
    ownAnswer: {
      word: "own answer",
      means: "an answer made by the balancer, marked X-Evenkeel-Error, as against a server's",
      matters: "A 502 by the balancer and a 502 by a server need different people.",
    },
    authority: {
      word: "authority",
      means:
        "who signs certificates, and so whom a client or a pool believes; the workspace has one of its own for selfSigned",
      matters:
        "Who trusts the wrong authority trusts whoever holds it; certificates are always verified here.",
    },
    percentile: {
      word: "percentile",
      means: "p95 of 20 ms: 95 of 100 answers took 20 ms or less",
      matters:
        "An average hides the slow answers. One client in twenty is slower than p95, and a page with many requests meets it often.",
    },
    lab: {
      word: "lab",
      means: "simulated servers and traffic generators on real sockets",
      matters:
        "Failures can be tried where they cost nothing, on real sockets instead of a drawing.",
    },
    host: {
      word: "host",
      means:
        "the contract's methods and topics over a running balancer; a shell puts a transport on it",
      matters:
        "Desktop, browser and scripts speak to the same calls, so nothing works in one of them only.",
    },
    shell: {
      word: "shell",
      means: "what the host lives in: the desktop application or the headless command",
      matters: "The balancer is the same in both; only the window differs.",
    },
    workspace: {
      word: "workspace",
      means: "the folder with the configuration, log, token and history",
      matters: "All that must be kept or moved is in this one folder.",
    },
    revision: {
      word: "revision",
      means: "number of the configuration, one higher with each applied change",
      matters:
        "It shows whether two people edit the same thing: a change on an old revision is refused.",
    },
  },
} as const;
