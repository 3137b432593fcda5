import { expect, test } from 'vitest';
import type { ChannelStanding } from '#data/contract/channel.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { channelTrouble, troubledChannels } from '#data/rules/channel-trouble.ts';

const NOW = Date.UTC(2026, 2, 4, 6);
const well: ChannelStanding = {
  name: 'traccar',
  lastHeard: NOW - 1000,
  reached: true,
  heard: 100,
  refused: 0,
  lagMs: 20,
  deadLetters: 0,
  quarantined: 0,
};
const { lastHeard: _lastHeard, ...never } = well;

test.each<[string, ChannelStanding, ReturnType<typeof channelTrouble>]>([
  ['does well', well, null],
  ['was never heard', never, null],
  ['is heard through nothing', { ...well, reached: false }, 'unreached'],
  ['of devices is not heard for more than 5 min', { ...well, lastHeard: NOW - 5 * MINUTE - 1 }, 'silent'],
  ['of devices was heard 5 min ago', { ...well, lastHeard: NOW - 5 * MINUTE }, null],
  ['of people was heard 5 hours ago', { ...well, name: 'open311', lastHeard: NOW - 5 * HOUR }, null],
  ['of people is not heard for a day', { ...well, name: 'open311', lastHeard: NOW - 24 * HOUR }, 'silent'],
  ['refuses one in a hundred', { ...well, refused: 1 }, null],
  ['refuses one in ten', { ...well, refused: 10 }, 'refusing'],
  ['refuses before anything is heard', { ...well, heard: 0, refused: 1 }, 'refusing'],
  ['keeps within 2 s', { ...well, lagMs: 2000 }, null],
  ['keeps later', { ...well, lagMs: 2001 }, 'late'],
])('a channel that %s', (_what, channel, trouble) => {
  expect(channelTrouble(channel, NOW)).toBe(trouble);
});

test('the gravest stands first', () => {
  const all: ChannelStanding[] = [
    { ...well, name: 'http', lagMs: 5000 },
    well,
    { ...well, name: 'webhooks', refused: 90 },
    { ...well, name: 'owntracks', lastHeard: NOW - HOUR },
    { ...well, name: 'mqtt', reached: false },
  ];
  expect(troubledChannels(all, NOW).map(({ channel, trouble }) => `${channel.name} ${trouble}`)).toEqual([
    'mqtt unreached',
    'owntracks silent',
    'webhooks refusing',
    'http late',
  ]);
});
