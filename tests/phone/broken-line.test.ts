import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Step, Outcome } from '#client/phone/queue/queue.ts';
import { createSender } from '#client/phone/queue/sender.ts';
import { createTestClock } from '../support/test-clock.ts';
import { createMemoryDevice } from './memory-device.ts';
import { ana, ben, photo, photoId, tap } from './tap.ts';

/** A server as far as a queue sees one: it does what has a new key, and remembers the keys. */
function createRemoteDesk(refuses: (id: string) => boolean = () => false) {
  const done: string[] = [];
  const photos: string[] = [];
  return {
    done,
    photos,
    answer(step: Step): Outcome {
      const { action } = step;
      if (step.send === 'photo') {
        const id = photoId(`${action.id}/${step.part}`);
        photos.push(id);
        return { is: 'photo-kept', part: step.part, id };
      }
      if (refuses(action.id)) return { is: 'refused', refusal: { status: 409, title: '' } };
      if (!done.includes(action.id)) done.push(action.id);
      return { is: 'kept', seq: 1 };
    },
  };
}

/** What may befall one sending. */
type Luck = 'through' | 'never arrives' | 'answer lost' | 'page closed before' | 'page closed after' | 'signed out';
const luck = fc.constantFrom<Luck>(
  'through',
  'never arrives',
  'answer lost',
  'page closed before',
  'page closed after',
  'signed out',
);

type World = { device: ReturnType<typeof createMemoryDevice>; desk: ReturnType<typeof createRemoteDesk> };

/** Opens the page again and again, each sending meeting its luck, until the queue has nothing left to send. */
async function live({ device, desk }: World, lucks: readonly Luck[]): Promise<void> {
  const clock = createTestClock();
  const fates = lucks.values();
  for (let page = 0; page < lucks.length + 1; page++) {
    let closed = false;
    const send = async (step: Step): Promise<Outcome> => {
      const fate = fates.next().value ?? 'through';
      if (fate === 'never arrives') return { is: 'lost' };
      if (fate === 'signed out') return { is: 'signed-out' };
      if (fate === 'page closed before') return closePage();
      const outcome = desk.answer(step);
      if (fate === 'page closed after') return closePage();
      return fate === 'answer lost' ? { is: 'lost' } : outcome;
    };
    // A page that is closed gets no answer any more.
    const closePage = () => ((closed = true), new Promise<Outcome>(() => undefined));
    const sender = createSender({
      person: ana,
      device,
      send,
      turn: (work) => work(),
      clock,
      changed: () => undefined,
      kept: () => undefined,
      wants: () => undefined,
    });
    for (let tries = 0; tries < lucks.length + 2 && !closed; tries++) {
      sender.wake();
      await clock.pass(31_000, 31_000);
    }
    sender.stop();
  }
}

describe('over any line, with any number of restarts', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 99 }).map(String), { maxLength: 6 });

  test('every tap is done exactly once, and in order', async () => {
    await fc.assert(
      fc.asyncProperty(ids, fc.array(luck, { maxLength: 8 }), async (taps, lucks) => {
        const world = { device: createMemoryDevice(), desk: createRemoteDesk() };
        for (const id of taps) await world.device.add(tap(id));
        await live(world, lucks);
        expect(world.desk.done).toEqual(taps);
        expect(await world.device.queue(ana)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test('what is refused holds up only what concerns the same, and nothing is lost', async () => {
    const made = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 0, max: 99 }).map(String),
        about: fc.constantFrom('x', 'y', 'z'),
        bad: fc.boolean(),
      }),
      { maxLength: 6, selector: ({ id }) => id },
    );
    await fc.assert(
      fc.asyncProperty(made, fc.array(luck, { maxLength: 8 }), async (taps, lucks) => {
        const bad = new Set(taps.filter((one) => one.bad).map(({ id }) => id));
        const world = { device: createMemoryDevice(), desk: createRemoteDesk((id) => bad.has(id)) };
        for (const { id, about } of taps) await world.device.add(tap(id, { about }));
        await live(world, lucks);
        const held = (index: number) =>
          taps.slice(0, index + 1).some((one) => one.bad && one.about === taps[index]!.about);
        const free = taps.filter((_one, index) => !held(index)).map(({ id }) => id);
        expect(world.desk.done).toEqual(free);
        const left = (await world.device.queue(ana)).map(({ id }) => id);
        expect(left).toEqual(taps.map(({ id }) => id).filter((id) => !free.includes(id)));
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test('a photo reaches the server before what it belongs to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(luck, { maxLength: 6 }), async (lucks) => {
        const world = { device: createMemoryDevice(), desk: createRemoteDesk() };
        const photos = [0, 1].map((part) => ({ at: `/answers/${part}/photo`, jpeg: photo(`${part}`) }));
        await world.device.add(tap('visit', { photos, body: { answers: [{}, {}] } }));
        await live(world, lucks);
        expect(world.desk.done).toEqual(['visit']);
        expect([...new Set(world.desk.photos)]).toEqual([photoId('visit/0'), photoId('visit/1')]);
      }),
    );
  }, 60_000);
});

test('nobody sends what another person tapped on this device', async () => {
  const world = { device: createMemoryDevice(), desk: createRemoteDesk() };
  await world.device.add(tap('hers'));
  await world.device.add(tap('his', { person: ben }));
  await live(world, []);
  expect(world.desk.done).toEqual(['hers']);
  expect((await world.device.queue(ben)).map(({ id }) => id)).toEqual(['his']);
});
