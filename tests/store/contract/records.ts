import { describe, expect, test } from 'vitest';
import type { Fact, NewFact } from '#data/contract/fact.ts';
import type { IncidentId, Seq } from '#data/contract/ids.ts';
import { MONDAY, reported } from '../../support/store-facts.ts';
import type { Bench, MakeBench } from './contract.ts';

const stamped = (fact: object, at: number, person = 'ann'): NewFact =>
  ({ ...(fact as Fact), at, by: { kind: 'person', id: person } }) as NewFact;
const filled = (cell: string, at: number) =>
  stamped({ kind: 'post.filled', cell, post: { role: 'primary', person: 'li', from: at } }, at);

async function append({ store }: Pick<Bench, 'store'>, ...facts: NewFact[]): Promise<void> {
  await store.log.append(facts.map((fact) => ({ facts: [fact] })));
}

export function describeRecords(make: MakeBench): void {
  describe('the records', () => {
    test('are by subject, newest first, and go on before a seq and from a time', async () => {
      const { store } = await make();
      await append({ store }, filled('c1', 10), filled('c2', 20), filled('c1', 30), filled('c1', 40));
      const seqs = async (page: { limit: number; before?: Seq; from?: number }) =>
        (await store.records.about('cell/c1', page)).map(({ seq }) => seq);
      expect(await seqs({ limit: 10 })).toEqual([4, 3, 1]);
      expect(await seqs({ limit: 2 })).toEqual([4, 3]);
      expect(await seqs({ limit: 10, before: 3 as Seq })).toEqual([1]);
      expect(await seqs({ limit: 10, from: 30 })).toEqual([4, 3]);
      expect(await store.records.about('cell/c9', { limit: 10 })).toEqual([]);
    });

    test('hold what each person did, and everything that persons did', async () => {
      const { store } = await make();
      const looked = { kind: 'audit.looked', what: 'dispute', id: 'd1' };
      await append({ store }, filled('c1', 10), stamped(looked, 20, 'bob'));
      const kinds = async (subject: string) =>
        (await store.records.about(subject, { limit: 10 })).map(({ kind }) => kind);
      expect(await kinds('audit')).toEqual(['audit.looked', 'post.filled']);
      expect(await kinds('person/bob')).toEqual(['audit.looked']);
      expect(await kinds('person/ann')).toEqual(['post.filled']);
    });

    test('hold a report under what stands for its caller, whether named at first or later', async () => {
      const { store } = await make();
      const contact = (caller: string) => ({ day: '2026-11-30', salt: 's', sealed: 'x', caller });
      const told: NewFact = {
        kind: 'incident.updated',
        at: MONDAY,
        incident: 'b' as IncidentId,
        rev: 2,
        priority: 3,
        said: { contact: contact('tag-1') },
      };
      await append(
        { store },
        reported('a', { contact: contact('tag-1') }),
        reported('b', { contact: { phone: '1' } }),
        told,
      );
      const kinds = async (caller: string) =>
        (await store.records.about(`caller/${caller}`, { limit: 10 })).map(({ kind }) => kind);
      expect(await kinds('tag-1')).toEqual(['incident.updated', 'incident.reported']);
      expect(await kinds('tag-2')).toEqual([]);
    });

    test('do not hold what was not kept', async () => {
      const { store } = await make();
      await store.log.append([{ facts: [filled('c1', 10)], key: 'k' }]);
      await store.log.append([{ facts: [filled('c1', 20)], key: 'k' }]);
      expect(await store.records.about('cell/c1', { limit: 10 })).toHaveLength(1);
    });

    test('survive a restart', async () => {
      const { store, reopen } = await make();
      if (!reopen) return;
      await append({ store }, filled('c1', 10));
      const again = await reopen();
      expect(await again.records.about('cell/c1', { limit: 10 })).toMatchObject([{ seq: 1, kind: 'post.filled' }]);
    });
  });
}

export function describeDrawers(make: MakeBench): void {
  describe('the drawers', () => {
    test('give back text as text and bytes as bytes, the newest of an id', async () => {
      const { store } = await make();
      await store.drawers.put('person', 'ann', '{"n":1}');
      await store.drawers.put('person', 'ann', '{"n":2}');
      await store.drawers.put('photo', 'ab', new Uint8Array([255, 216, 0]));
      expect(await store.drawers.get('person', 'ann')).toBe('{"n":2}');
      expect([...((await store.drawers.get('photo', 'ab')) as Uint8Array)]).toEqual([255, 216, 0]);
      expect(await store.drawers.get('session', 'ann')).toBeNull();
    });

    test('list what is in them, by id, and forget what is removed', async () => {
      const { store } = await make();
      for (const id of ['b', 'a', 'c']) await store.drawers.put('session', id, id.toUpperCase());
      expect(await store.drawers.remove('session', 'b')).toBe(true);
      expect(await store.drawers.remove('session', 'b')).toBe(false);
      expect(await store.drawers.list('session')).toEqual([
        { id: 'a', body: 'A' },
        { id: 'c', body: 'C' },
      ]);
    });

    test('survive a restart', async () => {
      const { store, reopen } = await make();
      if (!reopen) return;
      await store.drawers.put('person', 'ann', 'kept');
      const again = await reopen();
      expect(await again.drawers.get('person', 'ann')).toBe('kept');
    });
  });
}
