import { join } from 'node:path';
import { accepted, type Result } from '#data/kit/result.ts';
import type { NewStore } from '../choose-store.ts';
import type { Config } from '../config.ts';
import { carry, type Dump } from '../store/carry.ts';
import type { HeldStill } from '../store/held-still.ts';
import { refuse, type ActionRefusal, type Under } from './action.ts';

/** What the store that was copied does afterwards: keeps what comes in, or nothing; or no server has it open. */
type Afterwards = 'goes on' | 'stands still' | 'rests';
export type Copied = { facts: number; shown: string; isDatabase: boolean; afterwards: Afterwards };

type Parts = {
  target: NewStore;
  dump(): Promise<Dump>;
  /** Keeps everybody from writing. */
  holdStill(): Promise<HeldStill>;
  /** Nobody writes afterwards either, as long as this process lives. */
  switchOver: boolean;
  /** A server that goes on after the command. */
  endures: boolean;
};

/** Copies the whole store into a new one while nothing is written, and recounts it there. */
export async function copyStore(
  { target, dump, holdStill, switchOver, endures }: Parts,
  { progress, signal }: Under,
): Promise<Result<Copied, ActionRefusal>> {
  const still = await holdStill();
  let isThere = false;
  try {
    const load = await target.load();
    const { seq: facts } = await carry(endedBy(await dump(), signal), load, progress);
    await still.check();
    const found = await target.verify(progress);
    if (!found.ok)
      return refuse(`${target.shown} is not to be used: fact ${found.firstBad} came over wrong: ${found.why}`);
    isThere = true;
    const afterwards = switchOver ? 'stands still' : endures ? 'goes on' : 'rests';
    return accepted({ facts, shown: target.shown, isDatabase: target.isDatabase, afterwards });
  } finally {
    if (!isThere || !switchOver) await still.release();
  }
}

/** Ends when nobody waits for it any more. */
function endedBy(dump: Dump, signal: AbortSignal): Dump {
  const goOn = () => {
    if (signal.aborted) throw new Error('the copying was ended: nothing of it is left');
  };
  return {
    ...dump,
    async facts(after) {
      goOn();
      return dump.facts(after);
    },
    async tracks(after) {
      goOn();
      return dump.tracks(after);
    },
  };
}

/** What to do next, as lines to read. */
export function copiedWords(
  { facts, shown, isDatabase, afterwards }: Copied,
  { dataDir, given }: Pick<Config, 'dataDir' | 'given'>,
): string[] {
  const there = isDatabase
    ? 'with DATABASE_URL naming it'
    : 'with this file as DATA_DIR/watchfloor.db and no DATABASE_URL';
  const secret =
    given.secret !== undefined
      ? 'SECRET'
      : given.secretFile !== undefined
        ? `SECRET_FILE, ${given.secretFile}`
        : `SECRET_FILE, or a copy of ${join(dataDir, 'secret')}`;
  return [
    `copied ${facts} facts to ${shown}; chain, register, keys, read models and roll-ups agree there`,
    `To go on there: stop every server, and start each ${there} and with the same secret (${secret}). Every screen takes a new snapshot.`,
    then[afterwards](facts),
  ];
}

const then: Record<Afterwards, (facts: number) => string> = {
  'goes on': (facts) =>
    `What is kept here after fact ${facts} is not there. To miss nothing, copy into an empty place with --switch-over, which keeps this store from taking anything in afterwards.`,
  'stands still': () => 'Nothing more is kept here until this server is started again: nothing is missing there.',
  rests: (facts) => `What a server still keeps here after fact ${facts} is not there.`,
};
