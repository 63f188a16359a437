// Between a server's weight and the share of traffic it means, beside the weights of the others. Pure.

export const mostWeight = 256;

/** Share of traffic a weight means, from 0 to 1. */
export function shareOf(weight: number, others: number): number {
  return weight + others === 0 ? 0 : weight / (weight + others);
}

/** The whole weight whose share is nearest; alone there is nothing to share, and a weight stays what it is. */
export function weightAt(share: number, others: number, present: number): number {
  if (others <= 0) return present;
  const wanted = Math.min(0.999, Math.max(0, share));
  const exact = (wanted * others) / (1 - wanted);
  const candidates = [Math.floor(exact), Math.ceil(exact)];
  const [low = 0, high = 0] = candidates;
  const isLowNearer =
    Math.abs(shareOf(low, others) - wanted) <= Math.abs(shareOf(high, others) - wanted);
  return Math.min(mostWeight, isLowNearer ? low : high);
}
