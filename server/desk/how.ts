import { createHash } from 'node:crypto';
import type { Actor } from '#data/contract/actor.ts';
import type { Board } from '#data/contract/board.ts';
import type { ThingKind } from '#data/contract/commands/kinds.ts';
import type { AreaId } from '#data/contract/ids.ts';
import { canonicalJson } from '#data/kit/canonical.ts';
import type { Right, Subject, Unmade } from '#data/rules/rights.ts';
import type { Tapped } from '#data/rules/told-later.ts';

/** How a command is given, beside what it says. */
export type How = {
  /** The revision that the caller has seen; another one is a conflict. */
  ifMatch?: number;
  /** The same key again with the same command is that very command: it gets the first answer. */
  idempotencyKey?: string;
  /**
   * Whether whoever gives it may, on the board that it is decided on. Without it: may. A body that
   * cannot be read is undefined: what it says can then not speak against them.
   */
  right?: (subject: Subject | Unmade, command: string, body: unknown, board: Board) => Right;
  /** The area of responsibility of whoever gives it; absent = the city. */
  area?: AreaId | undefined;
  /** When it was done and sent, by the clock of whoever gives it. */
  tapped?: Tapped | undefined;
  /** Given by the demo or in a drill. */
  exercise?: boolean;
};

/** A command as it is given: to a thing, or (`id` null) to none yet. */
export type Given = {
  kind: ThingKind;
  id: string | null;
  name: string;
  body?: unknown;
  actor: Actor;
  how?: How;
};

/**
 * Made of who gives the command, to what, its name, what it says once that is read, and the caller's
 * key: who uses a key again for something else gets no answer that was meant for another question.
 */
export function entryKey({ kind, id, name, actor, how }: Given, body: unknown): string | undefined {
  if (how?.idempotencyKey === undefined) return undefined;
  const said = createHash('sha256')
    .update(canonicalJson(body ?? {}))
    .digest('base64url')
    .slice(0, 22);
  const about = id === null ? `${kind}/${name}` : `${kind}/${id}/${name}`;
  return `desk:${actor.kind}:${actor.id}:${about}:${said}:${how.idempotencyKey}`;
}
