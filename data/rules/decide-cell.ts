import type { Board } from '../contract/board.ts';
import type { CellCommand } from '../contract/commands/cell.ts';
import type { Fact } from '../contract/fact.ts';
import type { Cell, Post, PostRole } from '../contract/grid.ts';
import { accepted, refused } from '../kit/result.ts';
import type { Decided } from './decision.ts';

type Fill = Extract<CellCommand, { name: 'fill-post' }>['body'];

/** Who answers for a cell. Its staffing follows from its posts: with a primary or a deputy it is staffed. */
export function decideCell(cell: Cell, command: CellCommand, { now }: { now: number }): Decided {
  if (command.name === 'fill-post') return fill(cell, command.body, now);
  const { role, reason } = command.body;
  if (!holder(cell, role)) return refused({ why: 'post-empty' });
  return accepted(vacated(cell, role, reason));
}

function fill(cell: Cell, { role, person, name, from: asked, to }: Fill, now: number): Decided {
  const from = asked ?? now;
  if (from > now) return refused({ why: 'from-ahead', pointer: '/from' });
  if (to !== undefined && (to <= from || to <= now)) return refused({ why: 'to-before-from', pointer: '/to' });
  const other = cell.posts?.some((post) => post.role !== role && post.person === person);
  // Who verifies is never who works the cell, and nobody is their own deputy.
  if (other) return refused({ why: 'holds-other-post', pointer: '/person' });
  const post: Post = { role, person, from, ...(name !== undefined && { name }), ...(to !== undefined && { to }) };
  const isNews = !cell.staffed && works(role);
  return accepted([{ kind: 'post.filled', cell: cell.id, post }, ...(isNews ? [staffing(cell, true)] : [])]);
}

/** The posts whose last moment has passed: what the watch says of each cell, to be kept as one. */
export function duePosts({ cells }: Pick<Board, 'cells'>, now: number): Fact[][] {
  const due: Fact[][] = [];
  for (const cell of cells.values()) {
    let left: Cell = cell;
    const facts: Fact[] = [];
    for (const { role, to } of cell.posts ?? []) {
      if (to === undefined || now <= to) continue;
      facts.push(...vacated(left, role));
      left = without(left, role);
    }
    if (facts.length > 0) due.push(facts);
  }
  return due;
}

function vacated(cell: Cell, role: PostRole, reason?: string): Fact[] {
  const post: Fact = { kind: 'post.vacated', cell: cell.id, role, ...(reason !== undefined && { reason }) };
  const left = without(cell, role);
  const isNews = cell.staffed && works(role) && !left.posts?.some((other) => works(other.role));
  return isNews ? [post, staffing(cell, false)] : [post];
}

const works = (role: PostRole) => role !== 'verifier';
const holder = (cell: Cell, role: PostRole) => cell.posts?.find((post) => post.role === role);
const without = (cell: Cell, role: PostRole): Cell => ({
  ...cell,
  posts: cell.posts?.filter((post) => post.role !== role) ?? [],
});
const staffing = (cell: Cell, staffed: boolean): Fact => ({ kind: 'cell.staffing-changed', cell: cell.id, staffed });
