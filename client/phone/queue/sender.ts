import type { PersonId } from '#data/contract/ids.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Action } from './action.ts';
import type { Device } from './device.ts';
import { afterOutcome, nextStep, type Outcome, type Step } from './queue.ts';

/** Runs `work` where no other tab of this device does so at the same time; not at all where one does. */
export type Turn = (work: () => Promise<void>) => Promise<void>;

type Parts = {
  person: PersonId;
  device: Device;
  send: (step: Step) => Promise<Outcome>;
  turn: Turn;
  clock: Clock;
  /** Something of the queue has changed on the device. */
  changed(): void;
  /** The server has done it. */
  kept(action: Action, outcome: Extract<Outcome, { is: 'kept' }>): void;
  /** It must be known who asks, or the password is wanted: until `wake`. */
  wants(what: 'sign-in' | 'unlock'): void;
};

export type Sender = {
  /** There is something to send, or the line is back. */
  wake(): void;
  stop: Stop;
};

const FIRST_MS = 2_000;
const MOST_MS = 30_000;

/** Empties one person's queue, one step after the other, for as long as there is a line. */
export function createSender({ person, device, send, turn, clock, changed, kept, wants }: Parts): Sender {
  let running = false;
  let again = false;
  let stopped = false;
  let pauseMs = FIRST_MS;
  let cancel: Stop = () => {};

  async function drain(): Promise<void> {
    for (;;) {
      const step = stopped ? null : nextStep(await device.queue(person));
      if (!step) return;
      const outcome = await send(step);
      const { action } = step;
      if (outcome.is === 'lost') return later(outcome.retryMs);
      if (outcome.is === 'signed-out') return wants('sign-in');
      if (outcome.is === 'locked') return wants('unlock');
      pauseMs = FIRST_MS;
      // Said before the tap leaves the queue, so that no screen shows for a moment that nothing was done.
      if (outcome.is === 'kept') kept(action, outcome);
      await device.change(person, (queue) => afterOutcome(queue, action.id, outcome));
      changed();
    }
  }

  function later(ms = pauseMs): void {
    pauseMs = Math.min(MOST_MS, pauseMs * 2);
    cancel();
    if (!stopped) cancel = clock.after(ms, wake);
  }

  function wake(): void {
    if (stopped) return;
    cancel();
    if (running) return void (again = true);
    running = true;
    void turn(drain).then(
      () => finished(),
      // The device itself gave way: what is on it is still there.
      () => (finished(), later()),
    );
  }

  function finished(): void {
    running = false;
    if (!again) return;
    again = false;
    wake();
  }

  return {
    wake,
    stop() {
      stopped = true;
      cancel();
    },
  };
}
