// The workspace file of a first run: three simulated servers of different speeds behind a listener, and comments that teach.

const marker = "# Evenkeel demo workspace";

/** Whether a text began as the demo, so that its ports may be moved when they are taken. */
export function isDemoDocument(text: string): boolean {
  return text.startsWith(marker);
}

export const demoDocument = `${marker}
#
# This file is the balancer's whole configuration. Edit and save it, and the change applies at once: connections
# stay, and a mistake changes nothing and says why. Changes made in the console are written back here, and your
# comments are kept. Remove the first line when this becomes your own file.
version: 1

# A listener is a port that clients talk to.
listeners:
  - id: web
    protocol: http
    bind: 127.0.0.1:8080
    pool: app
    exposeServer: true # answers say which server gave them: curl -i http://127.0.0.1:8080/
  - id: echo
    protocol: tcp
    bind: 127.0.0.1:8081
    pool: echo

# A pool is a set of servers that can stand in for each other.
pools:
  - id: app
    # round-robin, random or least-connections. With servers of different speeds, least-connections
    # gives the slow ones less to do. Change it in the console while traffic runs and watch.
    algorithm: { type: round-robin }
    health: { type: http, path: /health, interval: 2s }
    servers:
      - { id: s1, address: 127.0.0.1:9001 }
      - { id: s2, address: 127.0.0.1:9002 }
      - { id: s3, address: 127.0.0.1:9003 }
  - id: echo
    algorithm: { type: least-connections }
    servers:
      - { id: e1, address: 127.0.0.1:9011 }
      - { id: e2, address: 127.0.0.1:9012 }

# The lab makes servers and traffic, so that there is something to balance. Without it the balancer is the same:
# put your own servers' addresses above and remove this part.
lab:
  servers:
    - { id: fast, bind: 127.0.0.1:9001, latency: { distribution: lognormal, median: 12ms, p99: 40ms } }
    - { id: middle, bind: 127.0.0.1:9002, latency: { distribution: lognormal, median: 25ms, p99: 90ms } }
    - { id: slow, bind: 127.0.0.1:9003, latency: { distribution: lognormal, median: 60ms, p99: 220ms } }
    - { id: echo1, protocol: tcp, bind: 127.0.0.1:9011 }
    - { id: echo2, protocol: tcp, bind: 127.0.0.1:9012 }
  traffic:
    # open: so many arrivals a second, whatever happens. closed: so many clients, each waiting for its answer.
    - { id: steady, target: web, mode: open, rate: 40 }
    - { id: burst, target: web, mode: closed, concurrency: 20, thinkTime: 20ms }

# The web console and the API.
console: { bind: 127.0.0.1:7300 }
`;
