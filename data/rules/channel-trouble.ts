import type { ChannelName, ChannelStanding } from '../contract/channel.ts';
import { HOUR, MINUTE } from './civil-day.ts';

/** What a glance must find of a channel; the gravest is told. */
export type ChannelTrouble = 'unreached' | 'silent' | 'refusing' | 'late';

/** After so long a channel that was heard is silent: devices speak every few seconds, people now and then. Those that we ask, or tell, never are. All ms. */
const silentAfter: Readonly<Partial<Record<ChannelName, number>>> = {
  http: 15 * MINUTE,
  mqtt: 5 * MINUTE,
  owntracks: 15 * MINUTE,
  traccar: 5 * MINUTE,
  open311: 6 * HOUR,
  webhooks: 6 * HOUR,
  cap: 24 * HOUR,
  card: 24 * HOUR,
};
/** Refused of what came: the share from which somebody should look. */
const MANY_REFUSED = 0.05;
/** From hearing to keeping, ms. */
const LATE_MS = 2000;

/** Null: it does well, or nobody has spoken through it since the start. */
export function channelTrouble(
  { name, lastHeard, reached, heard, refused, lagMs = 0 }: ChannelStanding,
  now: number,
): ChannelTrouble | null {
  if (!reached) return 'unreached';
  if (lastHeard !== undefined && now - lastHeard > (silentAfter[name] ?? Infinity)) return 'silent';
  if (refused > MANY_REFUSED * Math.max(heard, refused)) return 'refusing';
  return lagMs > LATE_MS ? 'late' : null;
}

const order: readonly ChannelTrouble[] = ['unreached', 'silent', 'refusing', 'late'];

/** Those with a trouble, the gravest first and else in the order of channels. */
export function troubledChannels(
  all: readonly ChannelStanding[],
  now: number,
): { channel: ChannelStanding; trouble: ChannelTrouble }[] {
  const troubled = all.flatMap((channel) => {
    const trouble = channelTrouble(channel, now);
    return trouble === null ? [] : [{ channel, trouble }];
  });
  return troubled.sort((a, b) => order.indexOf(a.trouble) - order.indexOf(b.trouble));
}
