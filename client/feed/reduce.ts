import { SILENCE_MS } from '#data/contract/feed.ts';
import type { Follower, Input, LinkState, Step } from './follow.ts';
import { still, type Chance } from './steps.ts';
import { transitions } from './transitions.ts';

/** Without a frame for this long, nobody should act on the picture. */
const DOWN_MS = 15_000;

/** The follower after `input`, and what is to be done. Never gives up. */
export function reduce(state: Follower, input: Input, chance: Chance): Step {
  const step = take(state, input, chance);
  const link = linkOf(step.state, chance.now);
  return link === step.state.link ? step : { ...step, state: { ...step.state, link } };
}

function linkOf(state: Follower, now: number): LinkState {
  const silence = now - state.heardAt;
  if (silence > DOWN_MS) return 'down';
  if (!state.board) return state.phase.is === 'syncing' ? 'syncing' : state.asOf === null ? 'boot' : 'down';
  if (silence > SILENCE_MS || !isConnected(state)) return 'stale';
  if (state.phase.is === 'syncing') return 'syncing';
  if (state.confirmedAt === null) return 'catchup';
  return now - state.confirmedAt > SILENCE_MS ? 'stale' : 'live';
}

const isConnected = ({ phase }: Follower) => phase.is !== 'waiting' && phase.is !== 'opening';

function take(state: Follower, input: Input, chance: Chance): Step {
  const isFromLine = 'conn' in input;
  if (isFromLine && input.conn !== state.conn) return still(state);
  const reaction = transitions[state.phase.is][input.is];
  if (reaction === 'ignored') return still(state);
  const next = isFromLine && input.is !== 'lost' ? { ...state, heardAt: chance.now } : state;
  if (reaction === 'heard') return still(next);
  // The table says that the reaction is one to this input in this phase.
  return (reaction as (state: Follower, input: Input, chance: Chance) => Step)(next, input, chance);
}
