// The answers of the bench's servers: about 600 bytes with head, as a small API would give, or one of a given size.
// @ts-check

export const cannedBody = JSON.stringify({
  message: "an even keel keeps a ship upright",
  filler: "evenkeel ".repeat(46).trim(),
});

/** `bodyBytes` 0 is the small answer. */
export function cannedAnswer(bodyBytes = 0) {
  const body = bodyBytes === 0 ? cannedBody : "k".repeat(bodyBytes);
  return Buffer.from(
    [
      "HTTP/1.1 200 OK",
      "Content-Type: application/json",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "Cache-Control: no-store",
      "",
      body,
    ].join("\r\n"),
  );
}
