import type { Result } from '#data/kit/result.ts';
import type { Config } from '../config.ts';
import type { ActionRefusal, Under } from './action.ts';
import { createActions, type Actions } from './actions.ts';
import { localParts } from './local-parts.ts';
import { reachServer } from './reach.ts';
import { socketAddress } from './socket-address.ts';

type Done<N extends keyof Actions> = Extract<Awaited<ReturnType<Actions[N]>>, { ok: true }>['value'];

/** Carries an action out: in the server where one runs, else in this process. */
export async function perform<N extends keyof Actions>(
  config: Config,
  name: N,
  args: unknown,
  under: Under,
): Promise<Result<Done<N>, ActionRefusal>> {
  const server = await reachServer(socketAddress(config.controlPath));
  if (server) return (await server(name, args, under)) as Result<Done<N>, ActionRefusal>;
  const parts = await localParts(config);
  try {
    const run = createActions(parts)[name];
    return (await run(args, under)) as Result<Done<N>, ActionRefusal>;
  } finally {
    await parts.close();
  }
}
