import type { NodeStands } from './nodes/node.ts';
import { strangerSaid, type Stranger } from './store/known-log.ts';

/** A build that is older than the log takes nothing more in and lets its screens go: other nodes carry the city. */
export type Aside = {
  met(stranger: Stranger): void;
  /** Null: it has met nothing that it does not know. */
  why(): string | null;
  /** What to do when it steps aside. */
  leaves(run: () => Promise<void>): void;
};

type Parts = {
  node: Pick<NodeStands, 'stepDown'> | undefined;
  trouble: (what: string, error: unknown) => void;
};

export function createAside({ node, trouble }: Parts): Aside {
  let why: string | null = null;
  let leave = async (): Promise<void> => {};
  return {
    why: () => why,
    leaves: (run) => void (leave = run),
    met(stranger) {
      why = strangerSaid(stranger);
      trouble('this node steps aside', new Error(why));
      Promise.all([node?.stepDown(), leave()]).catch((error: unknown) => trouble('not stepped aside in order', error));
    },
  };
}
