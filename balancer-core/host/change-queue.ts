// One change of the configuration at a time, in the order asked; only so many may wait.
import { BalancerError } from "../contract/balancer-error.ts";

const mostWaiting = 100;

export function createChangeQueue(): <Result>(change: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return (change) => {
    if (waiting >= mostWaiting) {
      const message = `${mostWaiting} changes of the configuration wait already`;
      return Promise.reject(new BalancerError("TOO_MANY_REQUESTS", message));
    }
    waiting++;
    const result = last.then(change).finally(() => waiting--);
    last = result.catch(() => undefined);
    return result;
  };
}
