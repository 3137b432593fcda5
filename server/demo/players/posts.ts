import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Fact, NewFact } from '#data/contract/fact.ts';
import type { Cell } from '#data/contract/grid.ts';
import type { CellId } from '#data/contract/ids.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import { decideCell } from '#data/rules/decide-cell.ts';
import type { FactLog } from '../../store/store.ts';
import type { Dice } from '../chance.ts';
import { planActor } from '../exercise.ts';
import type { PostHolders } from './people.ts';
import type { Player } from '../player.ts';
import { spokenIn } from '../spoken.ts';

/** Of the cells, the share that nobody works at a time. */
const EMPTY = 0.003;
/** A post stays empty for one spell. */
const SPELL = 3 * DAY;
/** Facts kept as one. */
const AT_ONCE = 600;

type Parts = {
  board: () => Board;
  log: Pick<FactLog, 'append'>;
  pack: Pick<CityPack, 'cells' | 'city'>;
  holders: PostHolders;
};

/** Fills the posts of the whole grid, once and for ever. A cell that stands empty waits for its turn. */
export async function fillPosts({ board, log, pack, holders }: Parts, at: number, seed: string): Promise<void> {
  const facts = pack.cells.flatMap(({ id }) =>
    (board().cells.get(id)?.staffed === false ? [] : holders(id)).map((post) =>
      stamped({ kind: 'post.filled', cell: id, post: { ...post, from: at } }, at),
    ),
  );
  for (let i = 0; i < facts.length; i += AT_ONCE)
    await log.append([{ facts: facts.slice(i, i + AT_ONCE), key: `demo/${seed}/posts/${i}` }]);
}

/** Posts fall empty and are filled again; the plan's own people are in no register, so no order is given. */
export function createPosts({ board, log, pack, holders, dice }: Parts & { dice: Dice }): Player {
  let known: { spell: number; empty: ReadonlySet<CellId> } = { spell: NaN, empty: new Set() };

  return {
    subjects: () => ['all'],
    concerns: () => undefined,
    plan: (_id, now) => (changes(now).length > 0 ? now : (Math.floor(now / HOUR) + 1) * HOUR),
    async act(_id, now) {
      const entries = changes(now).map((facts) => ({ facts: facts.map((fact) => stamped(fact, now)) }));
      if (entries.length > 0) await log.append(entries);
    },
  };

  /** What makes the cells whose posts are not as the plan has them as they should be. */
  function changes(now: number): Fact[][] {
    const empty = emptyIn(Math.floor(now / SPELL));
    const cells = board().cells;
    const filled = [...cells.values()].filter(({ id, staffed }) => !staffed && !empty.has(id));
    const fallen = [...empty].filter((id) => cells.get(id)?.staffed !== false);
    return [
      ...filled.map((cell) => refill(cell, now)),
      ...fallen.map((id) => vacate(cells.get(id) ?? { id, staffed: true }, now)),
    ];
  }

  function refill(cell: Cell, now: number): Fact[] {
    let isNews = true;
    const facts = holders(cell.id)
      .filter(({ role }) => !cell.posts?.some((post) => post.role === role))
      .flatMap(({ role, person, name }) => {
        const body = { role, person, ...(name !== undefined && { name }) };
        const decided = decideCell({ ...cell, staffed: !isNews }, { name: 'fill-post', body }, { now });
        if (!decided.ok) return [];
        isNews &&= !decided.value.some(({ kind }) => kind === 'cell.staffing-changed');
        return decided.value;
      });
    // Posts that somebody else has filled meanwhile make a cell staffed too.
    return isNews ? [...facts, { kind: 'cell.staffing-changed', cell: cell.id, staffed: true }] : facts;
  }

  function vacate(cell: Cell, now: number): Fact[] {
    const working = (cell.posts ?? []).filter(({ role }) => role !== 'verifier');
    if (working.length === 0) return [{ kind: 'cell.staffing-changed', cell: cell.id, staffed: false }];
    let left = cell;
    return working.flatMap(({ role }) => {
      const body = { role, reason: spokenIn(pack).line('Exercise: moved to another cell') };
      const decided = decideCell(left, { name: 'vacate-post', body }, { now });
      left = { ...left, posts: (left.posts ?? []).filter((post) => post.role !== role) };
      return decided.ok ? decided.value : [];
    });
  }

  function emptyIn(spell: number): ReadonlySet<CellId> {
    if (spell !== known.spell) {
      const drawn = pack.cells.filter(({ id }) => dice(`${id}/empty/${spell}`) < EMPTY);
      known = { spell, empty: new Set(drawn.map(({ id }) => id)) };
    }
    return known.empty;
  }
}

function stamped(fact: Fact, at: number): NewFact {
  return { ...fact, at, by: planActor, exercise: true };
}
