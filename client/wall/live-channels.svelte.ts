import type { ChannelStandings } from '#data/contract/channel.ts';
import { readStanding } from '#data/contract/routes/channels/channels.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Call } from '#client/call/call.ts';

const EVERY_MS = 10_000;

/** How the channels stand, asked for again and again; what is old stays, with its own age. Null before the first. */
export function followChannels(call: Call, clock: Clock): { readonly now: ChannelStandings | null; stop: Stop } {
  let now = $state.raw<ChannelStandings | null>(null);
  let stop: Stop = () => {};
  const round = async (): Promise<void> => {
    const answer = await call(readStanding);
    if (answer.ok) now = answer.value;
    stop = clock.after(EVERY_MS, () => void round());
  };
  void round();
  return {
    get now() {
      return now;
    },
    stop: () => stop(),
  };
}
