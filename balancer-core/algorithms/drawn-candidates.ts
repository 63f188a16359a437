// A few different servers drawn at random by weight, from whom an algorithm takes the best. Its list is used again at every draw.
import type { Candidate } from "./algorithm.ts";
import type { WeightedSampler } from "./weighted-sampler.ts";

/** Draws for each server wanted, before fewer will do: as nginx, which gives up after twenty for two. */
const drawsEach = 10;

export class DrawnCandidates<C extends Candidate> {
  readonly #sampler: WeightedSampler<C>;
  readonly list: C[] = [];

  constructor(sampler: WeightedSampler<C>) {
    this.#sampler = sampler;
  }

  /** In the order drawn; empty only when nobody is left. */
  draw(choices: number, skip: readonly Candidate[]): readonly C[] {
    const { list } = this;
    list.length = 0;
    const wanted = Math.min(choices, this.#sampler.size);
    for (let draw = 0; list.length < wanted && draw < choices * drawsEach; draw++) {
      const server = this.#sampler.draw();
      if (server === undefined) break;
      if (!list.includes(server) && (skip.length === 0 || !skip.includes(server)))
        list.push(server);
    }
    if (list.length === 0) {
      const server = this.#sampler.drawBut(skip);
      if (server !== undefined) list.push(server);
    }
    return list;
  }
}
