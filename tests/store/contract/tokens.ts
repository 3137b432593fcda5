import { describe, expect, test } from 'vitest';
import type { SourceName } from '#data/contract/ids.ts';
import type { TokenGrant } from '#server/store/store.ts';
import type { MakeBench } from './contract.ts';

const hotline: TokenGrant = { kind: 'source', name: 'hotline' as SourceName };
const lobby: TokenGrant = { kind: 'view', name: 'lobby', view: 'public-wall' };

export function describeTokens(make: MakeBench): void {
  describe('the tokens', () => {
    test('are found by their digest, with what they are good for', async () => {
      const { store } = await make();
      await store.tokens.add('aa', hotline);
      await store.tokens.add('bb', lobby);
      expect(await store.tokens.find('aa')).toEqual(hotline);
      expect(await store.tokens.find('bb')).toEqual(lobby);
      expect(await store.tokens.find('cc')).toBeNull();
      expect(await store.tokens.list()).toEqual([hotline, lobby]);
    });

    test('are all gone once their name is revoked', async () => {
      const { store } = await make();
      await store.tokens.add('aa', hotline);
      await store.tokens.add('bb', hotline);
      expect(await store.tokens.revoke('hotline')).toBe(true);
      expect(await store.tokens.find('aa')).toBeNull();
      expect(await store.tokens.find('bb')).toBeNull();
      expect(await store.tokens.revoke('hotline')).toBe(false);
    });
  });
}
