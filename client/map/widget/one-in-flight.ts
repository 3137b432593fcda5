import { raise } from '#client/page/raise.ts';

/**
 * Sends the newest of what is offered, one at a time: while one is under way the next waits, and
 * only the latest of those that wait is sent. A sending that fails is raised, and the next one goes all the same.
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
      if (next) fly(next.value).catch(raise);
    }
  }

  return (value) => {
    if (flying) waiting = { value };
    else fly(value).catch(raise);
  };
}
