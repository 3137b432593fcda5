import { expect, test } from 'vitest';
import type { Beat } from '#data/contract/feed.ts';
import { seededRandom } from '#data/kit/random.ts';
import { createBeats } from '#server/feed/beats.ts';
import { createHub } from '#server/feed/hub.ts';
import { createOutlet, type Wire } from '#server/feed/outlet.ts';
import { createMemoryLog } from './memory-log.ts';
import { someFact } from './model/facts.ts';
import { createTestClock } from './test-clock.ts';

test('a server that does not know whether it shows the present says nothing of it, until it knows (P21, P24)', async () => {
  const clock = createTestClock();
  const log = createMemoryLog();
  log.add(someFact([0, 0, 0], clock.now()));
  const hub = await createHub({ log, clock, trouble: () => {} });
  const said: string[] = [];
  const wire: Wire = {
    drained: () => true,
    write: (packet) => void said.push(String(packet.messages()[0])),
    close: () => {},
  };
  let isCurrent = true;
  createOutlet({
    wire,
    hub,
    view: { name: 'ops-wall' },
    resume: hub.place(),
    builds: { build: '1', minBuild: '1' },
    beats: createBeats(clock),
    clock,
    random: seededRandom('x'),
    isCurrent: () => isCurrent,
  });
  const beats = () => said.filter((text) => text.includes('"beat"')).length;
  clock.advance(10_000);
  const before = beats();
  expect(before).toBeGreaterThan(4);
  isCurrent = false;
  clock.advance(60_000);
  expect(beats()).toBe(before);
  isCurrent = true;
  clock.advance(4000);
  expect(beats()).toBeGreaterThan(before);
  const last = JSON.parse(said.findLast((text) => text.includes('"beat"'))!.replace('2/feed,', '')) as [string, Beat];
  expect(last[1]).toMatchObject({ seq: 1, head: 1, now: expect.any(Number) });
});
