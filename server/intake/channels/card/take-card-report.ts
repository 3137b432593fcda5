import { createHash } from 'node:crypto';
import type { Report } from '#data/contract/api.ts';
import type { Card } from '#data/contract/card.ts';
import type { AreaId, CellId, PhotoId } from '#data/contract/ids.ts';
import { ownSource } from '#data/contract/source.ts';
import type { Contact } from '#data/contract/incident.ts';
import { type Problem, problem } from '#data/contract/problem.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import type { Areas } from '../../../city/areas.ts';
import type { Counts } from '../../../store/shared.ts';
import type { IncidentIndex } from '../../../store/store.ts';
import type { CaseKeys } from '../../case-key.ts';
import type { IncidentIds } from '../../incident-id.ts';
import type { Sender } from '../../intake.ts';
import type { checkReport } from '../../check-report.ts';
import type { Ear } from '../channel.ts';
import { waitingNumber } from './waiting-number.ts';

/** What somebody says on a card's page. `ref`: made with the form, so that what is sent twice is one report. */
export type CardTold = {
  ref: string;
  category: string;
  description: string;
  location?: Report['location'];
  address?: string;
  contact?: Contact;
  photos: readonly PhotoId[];
};

/** `waiting`: a person looks through it first. `key` opens `number` at once, and the case when there is one. */
export type Taken = { state: 'taken' | 'waiting'; number: string; key: string; cleaned?: string[] };

type Parts = {
  ear: Ear;
  areas: Areas;
  counts: Counts;
  incidents: Pick<IncidentIndex, 'knownRefs'>;
  idOf: IncidentIds;
  keys: CaseKeys;
  /** What the door will say of a report. */
  judge: (report: Report) => ReturnType<typeof checkReport>;
};

/** How many pass unseen, and in what time; the next one waits for a person. */
const limits = {
  'address, solved': { most: 10, ms: 10 * MINUTE },
  'address, unsolved': { most: 3, ms: HOUR },
  'card, unsolved': { most: 12, ms: HOUR },
  card: { most: 60, ms: HOUR },
} as const;

export type From = { network: string; solved: boolean };

/** Reports from contact cards: to the door, or to a person where there are more than people write. Never into the void. */
export function createCardReports({ ear, areas, counts, incidents, idOf, keys, judge }: Parts) {
  async function tooMany(card: string, { network, solved }: From): Promise<string | null> {
    const asked: [what: keyof typeof limits, whose: string][] = solved
      ? [['address, solved', network], ['card', card]] // prettier-ignore
      : [['address, unsolved', network], ['card, unsolved', card], ['card', card]]; // prettier-ignore
    let over: string | null = null;
    for (const [what, whose] of asked) {
      const { count } = await counts.add('asked', `card report\n${what}\n${whose}`, limits[what].ms);
      if (count > limits[what].most) over ??= `more than ${limits[what].most} by ${what}`;
    }
    return over;
  }

  return {
    async take({ code, place }: Card, told: CardTold, from: From): Promise<Result<Taken, Problem>> {
      const card = cardId(code);
      const { ref, photos, location, ...said } = told;
      const [photo, ...morePhotos] = photos;
      const at = location ?? placeOf(place);
      const report: Report = {
        source: ownSource.card,
        sourceRef: `${card}:${ref}`,
        mode: 'reported',
        ...said,
        ...(at && { location: at }),
        ...(photo !== undefined && { photo }),
        ...(morePhotos.length > 0 && { morePhotos }),
      };
      const sender: Sender = { source: ownSource.card, exercise: false, answer: 'owed', areas: areasOf(place) };
      const isKnown = (await incidents.knownRefs(ownSource.card, [report.sourceRef])).length > 0;
      const why = isKnown ? null : await tooMany(card, from);
      if (why !== null) return wait(sender, report, why);
      const [outcome] = await ear.intake.report(sender, [report]);
      if (!outcome || !('id' in outcome)) return refused(outcome ?? problem(422));
      const { number, id, cleaned } = outcome;
      return accepted({ state: 'taken', number, key: keys.of(id), ...(cleaned && { cleaned }) });
    },
  };

  async function wait(sender: Sender, report: Report, reason: string): Promise<Result<Taken, Problem>> {
    const judged = judge(report);
    if (!judged.ok) return refused(judged.refusal);
    const id = idOf(ownSource.card, report.sourceRef);
    const kept = await ear.letters.quarantine({ sender, ref: id, report: judged.value.report, reason });
    if (kept === 'full')
      return refused(problem(503, 'so many reports wait to be looked through that no more are taken: please call'));
    return accepted({ state: 'waiting', number: waitingNumber(id), key: keys.of(id) });
  }

  /** A card of a cell stands for it; one of a community for no single place. */
  function placeOf(place: Card['place']): Report['location'] | undefined {
    const anchor = 'cell' in place ? areas.cell(place.cell)?.anchor : undefined;
    return anchor && { type: 'Point', coordinates: [...anchor] };
  }

  function areasOf(place: Card['place']): readonly AreaId[] {
    const cell: CellId | undefined = 'cell' in place ? place.cell : areas.cellsOf(place.community)[0];
    return cell === undefined ? [] : areas.pathOf(cell);
  }
}

/** Which card a report came from, for who works on it: it says nothing of the code. */
export const cardId = (code: string) => createHash('sha256').update(`card ${code}`).digest('hex').slice(0, 8);
