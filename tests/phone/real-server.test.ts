import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sendStep } from '#client/phone/queue/send-step.ts';
import { createSender } from '#client/phone/queue/sender.ts';
import type { Outcome } from '#client/phone/queue/queue.ts';
import type { PersonId } from '#data/contract/ids.ts';
import { openHttpDay } from '../desk/http-day.ts';
import { handsAt } from '../support/hands.ts';
import { unitId } from '../support/make-rows.ts';
import { createTestClock } from '../support/test-clock.ts';
import { createMemoryDevice } from './memory-device.ts';
import { tap } from './tap.ts';

type Luck = 'through' | 'never arrives' | 'answer lost';
const luck = fc.constantFrom<Luck>('through', 'never arrives', 'answer lost');
const desk = { kind: 'person', id: 'desk' } as const;

test('over a broken line to a real server, every step of a crew is done once and in order', async () => {
  const day = await openHttpDay();
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(luck, { maxLength: 8 }), async (lucks) => {
      const [unit, id] = [`u${++round}`, `i${round}`];
      await day.addUnits(unit);
      await day.report({ id });
      for (const [name, body] of [['triage', {}] as const, ['assign', { unit }] as const])
        expect(await handsAt(day.app.desk.give).command(desk, id, name, body)).toMatchObject({ ok: true });
      const { person, cookie } = await day.app.signIn({ role: 'officer', unit: unitId(unit) });

      const device = createMemoryDevice();
      const steps = ['accept', 'enroute', 'arrive', 'resolve'] as const;
      for (const step of steps)
        await device.add({
          ...tap(`${step} of ${id}`, { about: `incident/${id}`, deed: step, path: `/incidents/${id}/${step}` }),
          person: person.id,
          body: { unit },
        });
      await sendAll({
        device,
        person: person.id,
        ask: brokenLine(day.app.url, cookie, lucks),
        tries: lucks.length + 1,
      });

      expect(await device.queue(person.id)).toEqual([]);
      const kinds = (await day.app.store.incidents.timeline(id)).map(({ kind }) => kind);
      expect(kinds.slice(3)).toEqual([
        'incident.accepted',
        'incident.enroute',
        'incident.arrived',
        'incident.resolved',
      ]);
      expect(day.app.board().units.get(unitId(unit))).toMatchObject({ availability: 'available', reason: 'standby' });
    }),
    { numRuns: 25 },
  );
});

/** As the browser asks, but for what may befall a request on the way. */
function brokenLine(url: string, cookie: string, lucks: readonly Luck[]): typeof fetch {
  const fates = lucks.values();
  return async (path, init = {}) => {
    const fate = fates.next().value ?? 'through';
    if (fate === 'never arrives') throw new TypeError('network');
    const response = await fetch(`${url}${String(path)}`, { ...init, headers: { ...init.headers, cookie } });
    if (fate === 'answer lost') throw new TypeError('network');
    return response;
  };
}

type Sending = { device: ReturnType<typeof createMemoryDevice>; person: PersonId; ask: typeof fetch; tries: number };

async function sendAll({ device, person, ask, tries }: Sending): Promise<void> {
  const clock = createTestClock();
  for (let page = 0; page <= tries; page++) {
    await new Promise<void>((done) => {
      const sender = createSender({
        person,
        device,
        clock,
        changed: () => undefined,
        kept: () => undefined,
        wants: () => undefined,
        send: (step): Promise<Outcome> => sendStep(step, { tappedAt: Date.now(), sentAt: Date.now() }, ask),
        // A page that is closed when its turn ends: the next one goes on.
        turn: async (work) => {
          await work();
          sender.stop();
          done();
        },
      });
      sender.wake();
    });
  }
}
