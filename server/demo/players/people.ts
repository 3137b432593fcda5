import type { CityPack } from '#data/contract/city-pack.ts';
import type { Post } from '#data/contract/grid.ts';
import { PersonId, type AreaId, type CellId } from '#data/contract/ids.ts';
import type { Areas } from '../../city/areas.ts';
import type { Dice } from '../chance.ts';

/** The people of the demo whom anybody can sign in as (server/access/demo-people.ts). */
export const signedInAs = (name: string) => PersonId.parse(`demo-${name}`);

const families = 'Ma Han Li Wang Zhang Zhao Liu Chen Yang Bai Mu Sha Tie Qi Lei Bao Xie Dong'.split(' ');
const givens =
  'Guilan Jianjun Xiulan Haiyan Wenhua Yulan Guoqing Xiaomei Zhiqiang Fatima Shengli Cuihua Duojie Tashi Lhamo Minghui Yonggang Chunmei Lijuan Zhanhai'.split(
    ' ',
  );

/** A name that belongs to nobody, and says so. */
export function inventedName(dice: Dice, of: string): string {
  const pick = (from: readonly string[], what: string) => from[Math.floor(dice(`${of}/${what}`) * from.length)]!;
  return `Exercise ${pick(families, 'family')} ${pick(givens, 'given')}`;
}

export type PostHolders = (cell: CellId) => readonly Omit<Post, 'from'>[];

/** Communities in which the demo's officer works the cells, the deputy secretary's among them. */
const OFFICERS = 3;

/** The community of the demo's own deputy secretary. */
export function homeOf(pack: Pick<CityPack, 'areas'>): AreaId | undefined {
  return pack.areas.find(({ level }) => level === 'community')?.id;
}

/** Whether a cell is worked by somebody whom one can sign in as: their work waits for them. */
export function isHeldByHand(holders: readonly Omit<Post, 'from'>[]): boolean {
  return holders.some(({ role, person }) => role === 'primary' && person === signedInAs('officer'));
}

/**
 * Who answers for each cell: its own grid worker, the neighbouring cell's as deputy, and one
 * verifier for the whole community. In the community of the demo's own deputy secretary and the
 * next ones the demo's officer works the cells, so that whoever signs in as one of them finds work.
 */
export function postHolders(pack: Pick<CityPack, 'areas' | 'cells'>, areas: Areas, dice: Dice): PostHolders {
  const home = homeOf(pack);
  const officers = new Set(
    pack.areas
      .filter(({ level }) => level === 'community')
      .slice(0, OFFICERS)
      .map(({ id }) => id),
  );
  const invented = (id: string) => {
    const person = PersonId.parse(id.slice(0, 64));
    return { person, name: inventedName(dice, person) };
  };
  const demo = (name: string, called: string) => ({ person: signedInAs(name), name: called });

  return (cell) => {
    const community = areas.pathOf(cell).at(-1) as AreaId | undefined;
    if (community === undefined) return [];
    const verifier = { role: 'verifier' as const, ...invented(`exercise-verifier-${community}`) };
    const neighbours = areas.cellsOf(community);
    const next = neighbours[(neighbours.indexOf(cell) + 1) % neighbours.length]!;
    // A community of one cell has nobody next door.
    const deputy = next === cell ? `exercise-deputy-${cell}` : `exercise-${next}`;
    const works = officers.has(community) ? demo('officer', 'Exercise Officer') : invented(`exercise-${cell}`);
    const helps = community === home ? demo('community', 'Exercise Deputy Secretary') : invented(deputy);
    return [{ role: 'primary', ...works }, { role: 'deputy', ...helps }, verifier];
  };
}
