// How long and how much: short in `npm test`, whole in `npm run soak`.

const seconds = Number(process.env.EVENKEEL_SOAK_SECONDS ?? 0);

export const isWhole = seconds > 0;
export const soakSeconds = isWhole ? seconds : 15;
export const heldIdle = isWhole ? 10_000 : 1_000;
export const heldSlow = isWhole ? 2_000 : 200;

/** Figures are what a soak is for, so they are printed also when all is well. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
