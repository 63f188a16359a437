// A collector of traces for tests: takes OTLP over HTTP in JSON and keeps what it was sent.
import { createServer } from "node:http";
import { listenOnFreePort } from "./balancer.ts";

export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** 2 is SERVER, 3 is CLIENT. */
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly attributes: readonly {
    readonly key: string;
    readonly value: { readonly stringValue?: string; readonly intValue?: number };
  }[];
}

interface TracesMessage {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: CollectedSpan["attributes"] };
    readonly scopeSpans: readonly { readonly spans: readonly CollectedSpan[] }[];
  }[];
}

export async function startOtlpCollector() {
  const spans: CollectedSpan[] = [];
  const services = new Set<string>();
  const paths: string[] = [];
  const answer = { status: 200 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      paths.push(`${request.method} ${request.url} ${request.headers["content-type"]}`);
      if (answer.status === 200) {
        const message = JSON.parse(Buffer.concat(chunks).toString()) as TracesMessage;
        for (const { resource, scopeSpans } of message.resourceSpans) {
          for (const { key, value } of resource.attributes) {
            if (key === "service.name") services.add(value.stringValue ?? "");
          }
          for (const scope of scopeSpans) spans.push(...scope.spans);
        }
      }
      response.writeHead(answer.status, { "content-type": "application/json" }).end("{}");
    });
  });
  const { address, kill } = await listenOnFreePort(server);
  return { endpoint: `http://${address}`, spans, services, paths, answer, kill };
}

export const attributeOf = (span: CollectedSpan | undefined, key: string) => {
  const value = span?.attributes.find((attribute) => attribute.key === key)?.value;
  return value?.stringValue ?? value?.intValue;
};
