import type { CityPack } from '#data/contract/city-pack.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { IncidentId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { CaseWord, ToldCase } from '#data/contract/told-case.ts';
import type { Clock } from '#data/kit/clock.ts';
import { toldCase } from '#data/rules/told-case.ts';
import { casesNumbered } from '../store/cases-numbered.ts';
import type { Store } from '../store/store.ts';
import type { Answer, Give } from './give.ts';

type Parts = {
  store: Pick<Store, 'log' | 'incidents'>;
  desk: { give: Give };
  /** Whether the key is of that case. */
  opens: (key: string, id: IncidentId) => boolean;
  pack: Pick<CityPack, 'categories' | 'organisations' | 'catalogue'>;
  clock: Clock;
};

/** A case that somebody has the key of. */
export type OpenCase = {
  told(): Promise<ToldCase>;
  say(word: Omit<CaseWord, 'key'>): Promise<Answer>;
};

/** Cases by the number and the key of whoever reported them; null: there is none of both. */
export type OwedCases = { open(number: string, key: string): Promise<OpenCase | null> };

/** Who speaks for whoever reported, on record. */
const RESIDENT = { kind: 'source', id: 'resident' } as const;
/** A duplicate of a duplicate of a … is looked for no further. */
const MOST_MERGES = 20;

export function createOwedCases({ store, desk, opens, pack, clock }: Parts): OwedCases {
  const { incidents } = store;
  const numbered = casesNumbered(store);

  return {
    async open(number, key) {
      const asked = (await numbered(number, undefined)).find(({ id }) => opens(key, id));
      if (!asked?.owed) return null;
      return {
        told: async () => toldCase(asked, await standing(asked), pack, clock.now()),
        async say({ ref, ...word }) {
          const { row } = await standing(asked);
          const { id } = row;
          const from = id === asked.id ? {} : { from: asked.id };
          const { name, body } = commandOf(word);
          const idempotencyKey = ref === undefined ? {} : { idempotencyKey: `${asked.id}/${ref}` };
          return desk.give({
            kind: 'incident',
            id,
            name,
            body: { ...body, ...from },
            actor: RESIDENT,
            how: idempotencyKey,
          });
        },
      };
    },
  };

  /** The case that stands for it: the one that it is a duplicate of, as far as that goes. */
  async function standing(asked: Incident): Promise<{ row: Incident; timeline: LoggedFact[] }> {
    let row = (await incidents.get(asked.id)) ?? asked;
    let timeline = await incidents.timeline(row.id);
    for (let i = 0; row.state === 'duplicate' && i < MOST_MERGES; i++) {
      const merged = timeline.findLast(({ kind }) => kind === 'incident.merged');
      const into = merged?.kind === 'incident.merged' ? await incidents.get(merged.into) : null;
      if (!into) break;
      row = into;
      timeline = await incidents.timeline(into.id);
    }
    return { row, timeline };
  }
}

/** A mark is a rating; everything else is a word. What is left out is missed by the rule. */
function commandOf({ satisfied, stars, text, reopen }: Omit<CaseWord, 'key' | 'ref'>): { name: string; body: object } {
  const words = text === undefined ? {} : { text };
  if (satisfied === undefined && stars === undefined) return { name: 'word', body: { ...words, reopen } };
  const mark = { ...(satisfied !== undefined && { satisfied }), ...(stars !== undefined && { stars }) };
  // Who says that it is not settled is not satisfied.
  return { name: 'rate', body: { ...mark, ...(reopen && satisfied === undefined && { satisfied: false }), ...words } };
}
