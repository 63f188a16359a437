// Colour of a server's series: Okabe-Ito, in the order of the pool's servers. Never used for states.

/** Custom properties of styles/tokens.css; the eighth (ink) comes last because it is the least told apart. */
export const seriesColourCount = 8;

export function seriesColour(index: number): string {
  return `var(--series-${(((index % seriesColourCount) + seriesColourCount) % seriesColourCount) + 1})`;
}
