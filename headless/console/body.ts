// Reads request bodies, bounded, and turns them into values by their content type.
import type { IncomingMessage } from "node:http";
import { BalancerError } from "../../balancer-core/contract/balancer-error.ts";
import { maxFrameBytes } from "../../balancer-core/contract/envelope.ts";

export type MediaType = "json" | "yaml";

const mediaTypes: Readonly<Record<string, MediaType>> = {
  "application/json": "json",
  "application/yaml": "yaml",
  "application/x-yaml": "yaml",
  "text/yaml": "yaml",
};

/** The media type of a Content-Type field; JSON when there is none. Throws UNSUPPORTED_MEDIA_TYPE. */
export function mediaTypeOf(contentType: string | undefined): MediaType {
  if (contentType === undefined) return "json";
  const name = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const type = Object.hasOwn(mediaTypes, name) ? mediaTypes[name] : undefined;
  if (type === undefined) {
    throw new BalancerError("UNSUPPORTED_MEDIA_TYPE", `content type "${name}" is not understood`);
  }
  return type;
}

/** Whether an Accept field asks for YAML before JSON. Quality values are not weighed: the first one named wins. */
export function prefersYaml(accept: string | undefined): boolean {
  for (const part of (accept ?? "").split(",")) {
    const name = part.split(";", 1)[0]?.trim().toLowerCase() ?? "";
    if (Object.hasOwn(mediaTypes, name)) return mediaTypes[name] === "yaml";
  }
  return false;
}

/** The whole body as text. Throws FRAME_TOO_LARGE beyond the limit of the RPC's frames, MALFORMED_FRAME when cut off. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const tooLarge = () =>
    new BalancerError("FRAME_TOO_LARGE", `the body is larger than ${maxFrameBytes} bytes`);
  if (Number(request.headers["content-length"] ?? 0) > maxFrameBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      // SECURITY: without this bound one request could fill the memory.
      if (bytes > maxFrameBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof BalancerError) throw error;
    throw new BalancerError("MALFORMED_FRAME", "the body was cut off", { cause: error });
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The JSON value of a body; undefined for an empty one. Throws INVALID_PARAMS. */
export function parseJson(body: string): unknown {
  if (body.trim() === "") return undefined;
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    throw new BalancerError("INVALID_PARAMS", "the body is not valid JSON", { cause: error });
  }
}
