import type { CityPack } from '#data/contract/city-pack.ts';
import type { Post } from '#data/contract/grid.ts';
import { PersonId, type AreaId, type CellId } from '#data/contract/ids.ts';
import type { Areas } from '../city/areas.ts';
import type { Dice } from './chance.ts';

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

/**
 * Who answers for each cell: its own grid worker, the neighbouring cell's as deputy, and one
 * verifier for the whole community. In the community of the demo's own deputy secretary the
 * demo's officer works the cells, so that whoever signs in as one of them finds work.
 */
export function postHolders(pack: Pick<CityPack, 'areas' | 'cells'>, areas: Areas, dice: Dice): PostHolders {
  const own = pack.areas.find(({ level }) => level === 'community')?.id;
  const invented = (id: string) => {
    const person = PersonId.parse(id.slice(0, 64));
    return { person, name: inventedName(dice, person) };
  };
  const demo = (name: string, called: string) => ({ person: signedInAs(name), name: called });

  return (cell) => {
    const community = areas.pathOf(cell).at(-1) as AreaId | undefined;
    if (community === undefined) return [];
    const verifier = { role: 'verifier' as const, ...invented(`exercise-verifier-${community}`) };
    if (community === own)
      return [
        { role: 'primary', ...demo('officer', 'Exercise Officer') },
        { role: 'deputy', ...demo('community', 'Exercise Deputy Secretary') },
        verifier,
      ];
    const neighbours = areas.cellsOf(community);
    const next = neighbours[(neighbours.indexOf(cell) + 1) % neighbours.length]!;
    // A community of one cell has nobody next door.
    const deputy = next === cell ? `exercise-deputy-${cell}` : `exercise-${next}`;
    return [{ role: 'primary', ...invented(`exercise-${cell}`) }, { role: 'deputy', ...invented(deputy) }, verifier];
  };
}
