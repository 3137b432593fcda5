import type * as z from 'zod';
import { refused, type Result } from '#data/kit/result.ts';

/** How far a command is: so much of so much, in the command's own unit. */
export type Progress = (done: number, of: number) => void;

/** What a command is told beside its arguments. */
export type Under = {
  progress: Progress;
  /** Aborted when nobody waits for the answer any more, or somebody asks for the end of it. */
  signal: AbortSignal;
};

/** For what is too short to be told about or ended. */
export const unhurried: Under = { progress: () => {}, signal: new AbortController().signal };

/** Why a command was not carried out, in one line, and the exit status that says so. */
export type ActionRefusal = { why: string; exit: 1 | 64 | 78 };

/**
 * A command of the command line. The same function serves whether it runs in the server, reached
 * over its local socket, or in the command's own process because no server runs.
 */
export type Action<R> = (input: unknown, under: Under) => Promise<Result<R, ActionRefusal>>;

/** An action that is only run with arguments of the right shape. */
export function action<A, R>(
  takes: z.ZodType<A>,
  run: (args: A, under: Under) => Promise<Result<R, ActionRefusal>>,
): Action<R> {
  return async (input, under) => {
    const args = takes.safeParse(input);
    if (args.success) return run(args.data, under);
    const wrong = args.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return refuse(wrong.join('; '), 64);
  };
}

export const refuse = (why: string, exit: ActionRefusal['exit'] = 1): { ok: false; refusal: ActionRefusal } =>
  refused({ why, exit });
