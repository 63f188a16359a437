// Places of a server for requests at once: those in flight are filled, those that wait stand behind the limit.

/** More are drawn as parts of the whole. */
const mostSlots = 20;
const mostWaiting = 5;

export function Slots({
  taken,
  all,
  waiting,
}: {
  readonly taken: number;
  readonly all: number;
  readonly waiting: number;
}) {
  const count = Math.min(all, mostSlots);
  const filled = Math.ceil(Math.min(1, taken / all) * count);
  return (
    <span className="slots" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a slot has no identity but its place.
        <span key={index} className={index < filled ? "slot slot-taken" : "slot"} />
      ))}
      {Array.from({ length: Math.min(waiting, mostWaiting) }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        <span key={`w${index}`} className="slot slot-waiting" />
      ))}
    </span>
  );
}
