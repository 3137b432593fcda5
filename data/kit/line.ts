/** More was asked for at once than may wait; nothing of it was done. */
export class TooMuchAtOnce extends Error {
  override readonly name = 'TooMuchAtOnce';
  /** Whether it is the caller's own work that waits, and not that of all together. */
  readonly own: boolean;
  constructor(own: boolean) {
    super(own ? 'too much of one caller waits' : 'too much waits');
    this.own = own;
  }
}

export type LineLimits = {
  /** So much work runs at once. */
  running: number;
  /** So much of one caller waits, and so much of all. */
  perCaller: number;
  waiting: number;
};

/**
 * Long work, a little of it at once: those who ask come in turn, each with their own in its order, so
 * that whoever asks for a lot waits for a lot and nobody else does.
 */
export type Line = {
  /** @throws {TooMuchAtOnce} */
  run<T>(caller: string, work: () => Promise<T>): Promise<T>;
};

export function createLine({ running, perCaller, waiting }: LineLimits): Line {
  /** Whoever is first comes next. */
  const queues = new Map<string, (() => Promise<void>)[]>();
  let atWork = 0;
  let inLine = 0;

  function next(): void {
    if (atWork >= running) return;
    const [first] = queues;
    if (!first) return;
    const [caller, queue] = first;
    const work = queue.shift()!;
    queues.delete(caller);
    if (queue.length > 0) queues.set(caller, queue);
    inLine--;
    atWork++;
    const done = () => {
      atWork--;
      next();
    };
    work().then(done, done);
  }

  return {
    run: (caller, work) =>
      new Promise((resolve, reject) => {
        const queue = queues.get(caller) ?? [];
        if (queue.length >= perCaller) return reject(new TooMuchAtOnce(true));
        if (inLine >= waiting) return reject(new TooMuchAtOnce(false));
        queue.push(() => Promise.resolve().then(work).then(resolve, reject));
        queues.set(caller, queue);
        inLine++;
        next();
      }),
  };
}
