import type { ChannelHealth, ChannelStanding } from '#data/contract/channel.ts';

/** How long figures of a channel reach back, minutes. */
const MINUTES = 10;

/** Field by field, so that nothing else gets to a wall. */
export function standingOf(health: ChannelHealth): ChannelStanding {
  const { name, lastHeard, perMinute, refused, lagMs, notes = [], deadLetters, quarantined } = health;
  return {
    name,
    ...(lastHeard !== undefined && { lastHeard }),
    reached: notes.every(({ what }) => what !== 'unreachable'),
    heard: Math.round(perMinute * MINUTES),
    refused: Object.values(refused).reduce((sum, count) => sum + count, 0),
    ...(lagMs !== undefined && { lagMs }),
    deadLetters,
    quarantined,
  };
}
