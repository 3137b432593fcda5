import { describe, expect, test } from 'vitest';
import type { AreaId, IncidentId, SourceName } from '#data/contract/ids.ts';
import type { IncidentFilter, Store } from '#server/store/store.ts';
import {
  apart,
  closed,
  HOUR,
  imported,
  merged,
  MONDAY,
  noted,
  past,
  reopened,
  reported,
  triaged,
} from '../../support/store-facts.ts';
import type { MakeBench } from './contract.ts';

export function describeIncidents(make: MakeBench): void {
  describe('the incident index', () => {
    test('has an incident as its facts made it', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a'), triaged('a', 2, 'public-security/theft')));
      expect(await store.incidents.get('a')).toMatchObject({
        number: 'XN26-1',
        rev: 2,
        state: 'triaged',
        category: 'public-security/theft',
        priority: 2,
        exercise: false,
      });
      expect(await store.incidents.get('b')).toBeNull();
    });

    test('keeps an ended incident', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a'), closed('a', 2)));
      expect(await store.incidents.get('a')).toMatchObject({ state: 'closed', rev: 2 });
    });

    test('has a reopened incident open again', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a'), closed('a', 2)));
      await store.log.append(apart(reopened((await store.incidents.get('a'))!)));
      expect(await ids(store, { states: ['triaged'] })).toEqual(['a']);
      expect(await ids(store, { states: ['closed'] })).toEqual([]);
    });

    test('has imported cases as closed, under the number of their source', async () => {
      const { store } = await make();
      await store.log.append(apart(imported(past('p'), past('q', { sourceRef: 'case 7' }))));
      expect(await store.incidents.get('q')).toMatchObject({
        state: 'closed',
        number: 'case 7',
        rev: 1,
        cell: 'cell-2',
        assignments: [],
      });
    });

    test('knows a case once, however often it is imported', async () => {
      const { store } = await make();
      await store.log.append(apart(imported(past('p')), imported(past('p', { category: 'service/water' }))));
      expect(await ids(store, {})).toEqual(['p']);
      expect(await store.incidents.get('p')).toMatchObject({ category: 'public-security/theft' });
      expect(await store.rollups.sum({ fromHour: 0, toHour: 1e6, by: [] })).toEqual([{ count: 1 }]);
    });

    test('has an incident that is reported a second time as that report says, and counts it once', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a'), noted('a', 2)));
      await store.log.append(apart(reported('a', { category: 'public-security/theft' }), noted('a', 2, 'once more')));
      expect(await store.incidents.get('a')).toMatchObject({
        number: 'XN26-3',
        rev: 2,
        category: 'public-security/theft',
      });
      expect((await store.incidents.timeline('a')).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
      expect(await store.rollups.sum({ fromHour: 0, toHour: 1e6, by: ['category'] })).toEqual([
        { category: 'public-security/theft', count: 1 },
      ]);
    });

    test('lists newest first by the time of the report, whatever came in first', async () => {
      const { store } = await make();
      await store.log.append(
        apart(
          reported('b', { reportedAt: MONDAY + 2 }),
          reported('c', { reportedAt: MONDAY + 3 }),
          imported(past('a')),
        ),
      );
      expect(await ids(store, {})).toEqual(['c', 'b', 'a']);
    });

    const filters: [string, IncidentFilter, string[]][] = [
      ['state', { states: ['reported'] }, ['theft', 'leak']],
      ['several states', { states: ['reported', 'closed'] }, ['theft', 'leak', 'old']],
      ['priority', { priorities: [1] }, ['leak']],
      ['category', { category: 'livelihood/water' }, ['leak']],
      ['group of categories', { category: 'public-security' }, ['theft', 'old']],
      ['a group is a whole word', { category: 'public' }, []],
      ['largest area', { area: 'north' }, ['theft', 'old']],
      ['smallest area', { area: 'old-quay' }, ['theft']],
      ['text in a title, in any case', { text: 'WASSER' }, ['leak']],
      ['text in Chinese', { text: '漏水' }, ['leak']],
      ['text with a wildcard is only text', { text: '%' }, []],
      ['text of two letters', { text: 'as' }, ['leak']],
      ['text whose pairs are all there, but not beside one another', { text: 'kelller' }, []],
      ['text with what an index takes for a word of its own', { text: '"OR" (keller)*' }, ['leak']],
      ['text of one sign of two units', { text: '🚰' }, ['leak']],
      ['text over the end of a part', { text: '漏水\nsaid' }, ['leak']],
      ['number', { text: 'xn26-1' }, ['theft']],
      ['time, from included', { from: MONDAY }, ['theft', 'leak']],
      ['time, to excluded', { to: MONDAY }, ['old']],
      ['all of time', { from: -1, to: Infinity }, ['theft', 'leak', 'old']],
      ['source and its own id', { source: 'hotline', sourceRef: '4711' }, ['leak']],
      [
        'everything at once',
        { states: ['reported'], category: 'livelihood', area: 'south', text: 'wasser', source: 'hotline' },
        ['leak'],
      ],
    ];
    test('filters by whatever is asked for', async () => {
      const { store } = await make();
      const leak = {
        category: 'livelihood/water',
        priority: 1,
        areas: ['south'] as AreaId[],
        title: 'Wasser im Keller 漏水',
        description: 'said "OR" (Keller)* 🚰',
        source: 'hotline' as SourceName,
        sourceRef: '4711',
        reportedAt: MONDAY,
      } as const;
      await store.log.append(
        apart(reported('theft', { reportedAt: MONDAY + 1 }), reported('leak', { ...leak }), imported(past('old'))),
      );
      for (const [name, filter, expected] of filters) expect(await ids(store, filter), name).toEqual(expected);
    });

    test('knows by key which references of a source it has', async () => {
      const { store } = await make();
      await store.log.append(
        apart(
          reported('leak', { source: 'hotline' as SourceName, sourceRef: '4711' }),
          imported(past('p', { sourceRef: 'case 7' }), past('q', { sourceRef: 'case 8' })),
        ),
      );
      expect(await store.incidents.knownRefs('hotline', ['4711', 'case 7'])).toEqual(['4711']);
      const { source } = past('p');
      expect((await store.incidents.knownRefs(source, ['case 8', '4711', 'case 7', 'case 9'])).toSorted()).toEqual([
        'case 7',
        'case 8',
      ]);
      expect(await store.incidents.knownRefs(source, [])).toEqual([]);
    });

    test('says which incident a reference stands for already, and keeps no other under it', async () => {
      const { store } = await make();
      const source = 'hotline' as SourceName;
      const of = (id: string) => ({
        facts: [reported(id, { source, sourceRef: '4711' })],
        key: 'k',
        reports: { source, sourceRef: '4711', id: id as IncidentId },
      });
      await store.log.append(apart(imported(past('old', { source, sourceRef: '4711' }))));
      expect(await store.log.append([of('new')])).toMatchObject([{ is: 'conflict', subject: 'incident/old' }]);
      expect(await store.incidents.get('new')).toBeNull();
      expect(await store.log.append([of('old')])).toMatchObject([{ is: 'appended' }]);
    });

    test('pages through everything once, also where many came at the same time', async () => {
      const { store } = await make();
      const all = Array.from({ length: 25 }, (_, i) =>
        reported(`i${String(i).padStart(2, '0')}`, { reportedAt: MONDAY + Math.floor(i / 10) }),
      );
      await store.log.append(apart(...all));
      const seen: string[] = [];
      let cursor: string | undefined;
      let pages = 0;
      do {
        const page = await store.incidents.list(
          { states: ['reported'] },
          { limit: 5, ...(cursor !== undefined && { cursor }) },
        );
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next ?? undefined;
        pages++;
      } while (cursor !== undefined);
      expect(seen).toEqual([...seen].sort().reverse());
      expect(new Set(seen).size).toBe(25);
      expect(pages).toBe(5);
    });

    test('refuses a cursor that it did not make', async () => {
      const { store } = await make();
      await expect(store.incidents.list({}, { limit: 5, cursor: 'nonsense' })).rejects.toThrow(RangeError);
    });
  });

  describe('a timeline', () => {
    test('holds the facts of one incident, oldest first', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a'), reported('b'), noted('a', 2), noted('b', 2), closed('a', 3)));
      expect((await store.incidents.timeline('a')).map(({ seq, kind }) => [seq, kind])).toEqual([
        [1, 'incident.reported'],
        [3, 'incident.noted'],
        [5, 'incident.closed'],
      ]);
      expect(await store.incidents.timeline('nobody')).toEqual([]);
    });

    test('of a case tells which others were merged into it', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a'), reported('b'), merged('b', 2, 'a')));
      expect((await store.incidents.timeline('a')).map(({ seq }) => seq)).toEqual([1, 3]);
      expect((await store.incidents.timeline('b')).map(({ seq }) => seq)).toEqual([2, 3]);
    });

    test('of an imported case shows its own import only', async () => {
      const { store } = await make();
      await store.log.append(apart(imported(past('p'), past('q', { reportedAt: MONDAY - 5 * HOUR }))));
      expect(await store.incidents.timeline('q')).toEqual([
        { ...imported(past('q', { reportedAt: MONDAY - 5 * HOUR })), seq: 1 },
      ]);
    });
  });
}

async function ids(store: Store, filter: IncidentFilter): Promise<string[]> {
  return (await store.incidents.list(filter, { limit: 100 })).items.map(({ id }) => id);
}
