// The one answer of the bench's servers: about 600 bytes with head, as a small API would give.
// @ts-check

export const cannedBody = JSON.stringify({
  message: "an even keel keeps a ship upright",
  filler: "evenkeel ".repeat(46).trim(),
});

export const cannedAnswer = Buffer.from(
  [
    "HTTP/1.1 200 OK",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(cannedBody)}`,
    "Cache-Control: no-store",
    "",
    cannedBody,
  ].join("\r\n"),
);
