import type { Stop } from '#data/kit/clock.ts';
import type { Store } from '../store/store.ts';

type Parts = {
  store: Pick<Store, 'tokens' | 'changes'>;
  /** SHA-256 of every token that somebody looks with just now. */
  inUse: () => readonly string[];
  cut: (sha256: string) => void;
  trouble: (what: string, error: unknown) => void;
};

/** Cuts those who look with a token that is revoked, or is good for something else now, whoever did it. */
export function followTokens({ store: { tokens, changes }, inUse, cut, trouble }: Parts): Stop {
  async function lookAtAll(): Promise<void> {
    for (const sha256 of new Set(inUse())) if (!(await tokens.find(sha256))) cut(sha256);
  }

  return changes.follow((changed) => {
    if (!changed) return void lookAtAll().catch((error: unknown) => trouble('tokens not looked at', error));
    for (const { drawer, id } of changed) if (drawer === 'token') cut(id);
  });
}
