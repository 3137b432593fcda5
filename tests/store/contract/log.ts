import { describe, expect, test } from 'vitest';
import type { Seq } from '#data/contract/ids.ts';
import { emptyBoard } from '#data/contract/board.ts';
import { foldBoard } from '#data/fold/fold.ts';
import type { ChainedFact, Entry } from '#server/store/store.ts';
import { apart, closed, imported, merged, noted, past, registered, reported } from '../../support/store-facts.ts';
import type { MakeBench } from './contract.ts';

const START = 0 as Seq;

export function describeFeedOfFacts(make: MakeBench): void {
  describe('the log', () => {
    test('begins at 0 and numbers facts from 1 without a gap', async () => {
      const { store } = await make();
      expect(store.log.place()).toMatchObject({ seq: 0, hash: '0000000000000000' });
      const outcomes = await store.log.append([
        { facts: [reported('a'), noted('a', 2)] },
        { facts: [registered('u')] },
      ]);
      expect(outcomes).toEqual([
        { is: 'appended', first: 1, last: 2 },
        { is: 'appended', first: 3, last: 3 },
      ]);
      expect(store.log.place().seq).toBe(3);
    });

    test('gives back what went in, with seq and chain hash', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a', { title: '漏水 "leak"\n' }), noted('a', 2)));
      const facts = await store.log.read(START, 10);
      expect(facts.map(({ fact }) => fact)).toEqual([
        { ...reported('a', { title: '漏水 "leak"\n' }), seq: 1 },
        { ...noted('a', 2), seq: 2 },
      ]);
      expect(facts.map(({ hash }) => hash)).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/), store.log.place().hash]);
      expect(facts[0]!.hash).not.toBe(facts[1]!.hash);
    });

    test('reads on from any place, and gives nothing at the end', async () => {
      const { store } = await make();
      await store.log.append(apart(...Array.from({ length: 10 }, (_, i) => registered(`u${i}`))));
      expect((await store.log.read(7 as Seq, 2)).map(({ fact }) => fact.seq)).toEqual([8, 9]);
      expect(await store.log.read(10 as Seq, 5)).toEqual([]);
    });

    test('reads those of one kind', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a'), noted('a', 2), imported(past('p')), noted('a', 3), noted('a', 4)));
      const seqs = async (after: number, limit: number) =>
        (await store.log.read(after as Seq, limit, 'incident.noted')).map(({ fact }) => fact.seq);
      expect(await seqs(0, 2)).toEqual([2, 4]);
      expect(await seqs(4, 2)).toEqual([5]);
      expect(await store.log.read(START, 9, 'incident.closed')).toEqual([]);
    });

    test('reads as many as asked for, however large they are', async () => {
      const { store } = await make();
      const cases = Array.from({ length: 1000 }, (_, i) => past(`p${i}`, { sourceRef: 'x'.repeat(128) }));
      for (let i = 0; i < 5; i++)
        await store.log.append([{ facts: Array.from({ length: 7 }, () => imported(...cases)) }]);
      expect((await store.log.read(START, 1000)).map(({ fact }) => fact.seq)).toEqual(
        Array.from({ length: 35 }, (_, i) => i + 1),
      );
      expect(await store.log.read(START, 30)).toHaveLength(30);
    });

    test('keeps many appends of the same moment, each in its order', async () => {
      const { store } = await make();
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, i) => store.log.append(apart(reported(`i${i}`), noted(`i${i}`, 2)))),
      );
      const firsts = outcomes.map(([one]) => (one?.is === 'appended' ? one.first : -1));
      expect(firsts).toEqual(Array.from({ length: 200 }, (_, i) => 2 * i + 1));
      expect(store.log.place().seq).toBe(400);
    });

    test('refuses an entry without facts, and takes nothing of that call', async () => {
      const { store } = await make();
      await expect(store.log.append([{ facts: [registered('u')] }, { facts: [], key: 'k' }])).rejects.toThrow(
        RangeError,
      );
      expect(store.log.place().seq).toBe(0);
    });
  });

  describe('an idempotency key', () => {
    test('keeps the first entry and answers a later one with its place', async () => {
      const { store } = await make();
      const entry: Entry = { facts: [reported('a'), noted('a', 2)], key: 'report:hotline:1' };
      await store.log.append(apart(registered('u')));
      expect(await store.log.append([entry])).toEqual([{ is: 'appended', first: 2, last: 3 }]);
      expect(await store.log.append([entry])).toEqual([{ is: 'repeated', first: 2 }]);
      expect(store.log.place().seq).toBe(3);
    });

    test('counts within one append as well', async () => {
      const { store } = await make();
      expect(
        await store.log.append([
          { facts: [registered('u')], key: 'k' },
          { facts: [registered('v')], key: 'k' },
        ]),
      ).toEqual([
        { is: 'appended', first: 1, last: 1 },
        { is: 'repeated', first: 1 },
      ]);
    });

    test('of two at the same moment keeps one', async () => {
      const { store } = await make();
      const outcomes = await Promise.all(
        [1, 2, 3].map(() => store.log.append([{ facts: [registered('u')], key: 'k' }])),
      );
      expect(
        outcomes
          .flat()
          .map(({ is }) => is)
          .sort(),
      ).toEqual(['appended', 'repeated', 'repeated']);
    });

    test('of an entry that was turned away by its guard is still free', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a')));
      await store.log.append(apart(noted('a', 2)));
      const late: Entry = { facts: [noted('a', 3)], key: 'k', guards: [{ subject: 'incident/a', at: 1 as Seq }] };
      expect(await store.log.append([late])).toEqual([{ is: 'conflict', subject: 'incident/a', head: 2 }]);
      expect(await store.log.find('k')).toBeNull();
      expect(await store.log.append([{ ...late, guards: [{ subject: 'incident/a', at: 2 as Seq }] }])).toEqual([
        { is: 'appended', first: 3, last: 3 },
      ]);
    });

    test('finds the first fact of its entry, and nothing else', async () => {
      const { store } = await make();
      await store.log.append([{ facts: [registered('u')] }, { facts: [reported('a'), noted('a', 2)], key: 'k' }]);
      expect(await store.log.find('k')).toEqual({ ...reported('a'), seq: 2 });
      expect(await store.log.find('K')).toBeNull();
      expect(store.log.place().seq).toBe(3);
    });

    test('is remembered when the store is opened again', async () => {
      const { store, reopen } = await make();
      if (!reopen) return;
      await store.log.append([{ facts: [registered('u')], key: 'k' }]);
      const again = await reopen();
      expect(await again.log.append([{ facts: [registered('u')], key: 'k' }])).toEqual([{ is: 'repeated', first: 1 }]);
      expect(await again.log.find('k')).toMatchObject({ seq: 1 });
    });
  });

  describe('a guard', () => {
    const noteAt = (at: number, rev = 2): Entry => ({
      facts: [noted('a', rev)],
      guards: [{ subject: 'incident/a', at: at as Seq }],
    });
    const conflict = (subject: string, head: number) => ({ is: 'conflict', subject, head });

    test('lets an entry in only if nothing has changed its subject since the place it names', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a')));
      expect(await store.log.append([noteAt(1)])).toEqual([{ is: 'appended', first: 2, last: 2 }]);
      expect(await store.log.append([noteAt(1)])).toEqual([conflict('incident/a', 2)]);
      await store.log.append(apart(registered('u'), reported('b')));
      expect(await store.log.append([noteAt(2, 3)])).toEqual([{ is: 'appended', first: 5, last: 5 }]);
      expect(await store.log.append([noteAt(99, 4)])).toMatchObject([{ is: 'appended' }]);
    });

    test('sees the entries before it in the same append', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a')));
      expect(await store.log.append([noteAt(1), noteAt(1), noteAt(2, 3)])).toEqual([
        { is: 'appended', first: 2, last: 2 },
        conflict('incident/a', 2),
        { is: 'appended', first: 3, last: 3 },
      ]);
    });

    test('takes what nothing has changed for unchanged: an imported case, and what there is not', async () => {
      const { store } = await make();
      await store.log.append(apart(imported(past('a'), past('b'))));
      expect(await store.log.append([noteAt(0)])).toMatchObject([{ is: 'appended' }]);
      expect(await store.log.append([noteAt(0, 3)])).toEqual([conflict('incident/a', 2)]);
      const onNothing: Entry = { facts: [registered('u')], guards: [{ subject: 'cell/none', at: 0 as Seq }] };
      expect(await store.log.append([onNothing])).toMatchObject([{ is: 'appended' }]);
    });

    test('among several is enough to turn an entry away, whole', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a'), registered('u'), registered('v')));
      const guards = ['incident/a', 'unit/u', 'unit/v'].map((subject) => ({ subject, at: 2 as Seq }));
      expect(await store.log.append([{ facts: [noted('a', 2), registered('w')], guards }])).toEqual([
        conflict('unit/v', 3),
      ]);
      expect(store.log.place().seq).toBe(3);
      const [first, second] = guards;
      expect(await store.log.append([{ facts: [noted('a', 2)], guards: [first!, second!] }])).toMatchObject([
        { is: 'appended' },
      ]);
    });

    test('counts what a case that was merged away leaves to the one that stays', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a'), reported('b')));
      await store.log.append([{ facts: [merged('b', 2, 'a'), noted('a', 2)] }]);
      expect(await store.log.append([noteAt(2, 3)])).toEqual([conflict('incident/a', 4)]);
    });

    test('lets one of a thousand at the same moment through', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a')));
      const outcomes = (await Promise.all(Array.from({ length: 1000 }, () => store.log.append([noteAt(1)])))).flat();
      expect(outcomes.filter(({ is }) => is === 'appended')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome.is === 'conflict' && outcome.head === 2)).toHaveLength(999);
    });

    test('is asked after the key: who repeats gets the first answer though things have moved on', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a')));
      const command = { ...noteAt(1), key: 'command-1' };
      await store.log.append([command]);
      expect(await store.log.append([command])).toEqual([{ is: 'repeated', first: 2 }]);
    });

    test('holds when the store is opened again', async () => {
      const { store, reopen } = await make();
      if (!reopen) return;
      await store.log.append(apart(reported('a'), noted('a', 2)));
      const again = await reopen();
      expect(await again.log.append([noteAt(1, 3)])).toEqual([conflict('incident/a', 2)]);
    });
  });

  test('the log is settled once what was given to it before is kept and told', async () => {
    const { store } = await make();
    const heard: number[] = [];
    store.log.follow((facts) => heard.push(...facts.map(({ fact }) => fact.seq)));
    const appends = Array.from({ length: 20 }, () => store.log.append(apart(registered('u'))));
    await store.log.settled();
    expect(heard).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    await Promise.all(appends);
  });

  describe('a follower', () => {
    test('hears every fact once and in order, and what a reader would read', async () => {
      const { store } = await make();
      const heard: ChainedFact[] = [];
      store.log.follow((facts) => heard.push(...facts));
      await Promise.all(
        Array.from({ length: 50 }, (_, i) => store.log.append(apart(reported(`i${i}`), noted(`i${i}`, 2)))),
      );
      expect(heard).toEqual(await store.log.read(START, 1000));
    });

    test('has heard of a fact before its append resolves', async () => {
      const { store } = await make();
      let seen = 0;
      store.log.follow((facts) => (seen = facts.at(-1)!.fact.seq));
      const seenAtAnswer = await Promise.all(
        [1, 2, 3].map(async () => {
          const [outcome] = await store.log.append(apart(registered('u')));
          return outcome?.is === 'appended' && seen >= outcome.last && store.log.place().seq >= outcome.last;
        }),
      );
      expect(seenAtAnswer).toEqual([true, true, true]);
    });

    test('is not told of what was not kept, nor of anything once it has stopped', async () => {
      const { store } = await make();
      const heard: number[] = [];
      const stop = store.log.follow((facts) => heard.push(...facts.map(({ fact }) => fact.seq)));
      await store.log.append([
        { facts: [registered('u')], key: 'k' },
        { facts: [registered('u')], key: 'k' },
      ]);
      stop();
      await store.log.append(apart(registered('v')));
      expect(heard).toEqual([1]);
    });
  });

  describe('a snapshot', () => {
    test('is absent in a new store', async () => {
      const { store } = await make();
      expect(await store.log.lastSnapshot()).toBeNull();
    });

    test('comes back as the same board, the newest of several', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a'), reported('b'), registered('u'), closed('a', 2)));
      const facts = (await store.log.read(START, 10)).map(({ fact }) => fact);
      const boards = [1, 2, 3, 4].map((seq) => foldBoard(emptyBoard, facts.slice(0, seq)));
      for (const seq of [1, 4, 2, 3]) await store.log.keepSnapshot(seq as Seq, boards[seq - 1]!);
      expect(await store.log.lastSnapshot()).toEqual({ seq: 4, board: boards[3] });
    });

    test('ahead of the log is refused', async () => {
      const { store } = await make();
      await expect(store.log.keepSnapshot(1 as Seq, emptyBoard)).rejects.toThrow(RangeError);
    });
  });
}
