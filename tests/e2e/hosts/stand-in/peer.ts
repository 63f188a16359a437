// Calls over the channel between two processes, both ways, in order. Arguments and results are structured clones.

export interface Channel {
  send?(message: unknown, done: (error: Error | null) => void): boolean;
  on(event: "message", listener: (message: unknown) => void): unknown;
}

/** Method signatures only, so that an interface may stand for them. */
type Calls<T> = { readonly [K in keyof T]: (...args: never[]) => unknown };

export interface Peer<Theirs extends Calls<Theirs>> {
  call<K extends keyof Theirs & string>(
    name: K,
    ...args: Parameters<Theirs[K]>
  ): Promise<Awaited<ReturnType<Theirs[K]>>>;
  /** Fails every call that waits, and those to come. */
  end(reason: string): void;
}

interface Call {
  readonly call: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

interface Answer {
  readonly answer: number;
  readonly result?: unknown;
  readonly error?: string;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

export function createPeer<Theirs extends Calls<Theirs>, Own extends Calls<Own>>(
  channel: Channel,
  own: Own,
): Peer<Theirs> {
  const waiting = new Map<number, Waiting>();
  let lastCall = 0;
  let ended: string | null = null;

  /** A process that ends while it is written to says so by ending; `end` fails what waits. */
  function send(message: Call | Answer): void {
    channel.send?.(message, () => {});
  }

  channel.on("message", (message) => {
    if (isAnswer(message)) settle(message);
    else if (isCall(message)) void answer(message);
  });

  function settle({ answer, result, error }: Answer): void {
    const call = waiting.get(answer);
    waiting.delete(answer);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(error));
  }

  async function answer({ call, name, args }: Call): Promise<void> {
    let message: Answer;
    try {
      const method = Object.hasOwn(own, name) ? Reflect.get(own, name) : undefined;
      if (typeof method !== "function") throw new Error(`there is no call "${name}"`);
      message = { answer: call, result: await Reflect.apply(method, own, args) };
    } catch (error) {
      message = { answer: call, error: error instanceof Error ? error.message : String(error) };
    }
    if (ended === null) send(message);
  }

  return {
    call(name, ...args) {
      if (ended !== null) return Promise.reject(new Error(ended));
      const call = ++lastCall;
      const result = new Promise<never>((resolve, reject) => {
        waiting.set(call, { resolve: (value) => resolve(value as never), reject });
      });
      send({ call, name, args });
      return result;
    },
    end(reason) {
      ended = reason;
      for (const { reject } of waiting.values()) reject(new Error(reason));
      waiting.clear();
    },
  };
}

function isAnswer(message: unknown): message is Answer {
  return typeof message === "object" && message !== null && "answer" in message;
}

function isCall(message: unknown): message is Call {
  return typeof message === "object" && message !== null && "call" in message;
}
