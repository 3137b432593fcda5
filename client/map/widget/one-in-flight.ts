/**
 * Sends the newest of what is offered, one at a time: while one is under way the next waits, and
 * only the latest of those that wait is sent. Whatever is sent rejects is left to `send` to say.
 */
export function oneInFlight<T>(send: (value: T) => Promise<void>): (value: T) => void {
  let flying = false;
  let waiting: { value: T } | null = null;

  async function fly(value: T) {
    flying = true;
    try {
      await send(value);
    } finally {
      flying = false;
      const next = waiting;
      waiting = null;
      if (next) void fly(next.value);
    }
  }

  return (value) => {
    if (flying) waiting = { value };
    else void fly(value);
  };
}
