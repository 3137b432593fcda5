import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from '../support/server-process.ts';
import type { WatchedWall } from './watched-wall.ts';

/** Whether wall and server mean the same board by the same seq. */
export type Step =
  | { is: 'in step'; seq: number; hash: string }
  | { is: 'out of step'; seq: number; wall: string; server: string }
  /** Never live, or never at a seq that the server still knew. */
  | { is: 'not comparable'; why: string };

/** The demo goes on meanwhile: the server is asked for its hash where the wall stands. */
export async function inStep(wall: WatchedWall, { url, wall: token }: ServerProcess, tries = 60): Promise<Step> {
  let why = 'never asked';
  for (let i = 0; i < tries; i++) {
    const { link, seq, hash } = await wall.truth();
    const answer = await fetch(`${url}/api/v1/state-hash?seq=${seq}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (link === 'live' && answer.ok) {
      const { stateHash } = (await answer.json()) as { stateHash: string };
      return stateHash === hash
        ? { is: 'in step', seq, hash }
        : { is: 'out of step', seq, wall: hash, server: stateHash };
    }
    why = `the wall is ${link} at ${seq}, the server answers ${answer.status}`;
    await sleep(500);
  }
  return { is: 'not comparable', why };
}
