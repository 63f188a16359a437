// The two files that hold an icon in several sizes: macOS' icns and Windows' ico. Both are lists of PNG files with a short head.

/** Kinds of entries of an icns file and their sizes in pixels; those of retina screens hold twice the named size. */
const icnsKinds = [
  ["icp4", 16],
  ["icp5", 32],
  ["ic11", 32],
  ["ic12", 64],
  ["ic07", 128],
  ["ic13", 256],
  ["ic08", 256],
  ["ic14", 512],
  ["ic09", 512],
  ["ic10", 1024],
];

/** `png(size)` gives the picture of that size. */
export function icns(png) {
  const entries = icnsKinds.map(([kind, size]) => {
    const picture = png(size);
    const head = Buffer.alloc(8);
    head.write(kind, "latin1");
    head.writeUInt32BE(8 + picture.length, 4);
    return Buffer.concat([head, picture]);
  });
  const head = Buffer.alloc(8);
  head.write("icns", "latin1");
  head.writeUInt32BE(8 + entries.reduce((sum, { length }) => sum + length, 0), 4);
  return Buffer.concat([head, ...entries]);
}

export const icoSizes = [16, 24, 32, 48, 64, 128, 256];

export function ico(png) {
  const pictures = icoSizes.map((size) => ({ size, bytes: png(size) }));
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, bytes }, index) => {
    const entry = 6 + 16 * index;
    // One byte each; 0 stands for 256.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(bytes.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += bytes.length;
  });
  return Buffer.concat([head, ...pictures.map(({ bytes }) => bytes)]);
}
