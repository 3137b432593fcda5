import { type Post, type PostRole, postRoles } from '../contract/grid.ts';

/**
 * Who answers for a cell at `now`: the holder of the post that is asked for, else of the first that is filled
 * (primary, deputy, verifier). Null: nobody.
 */
export function onDuty(posts: readonly Post[] | undefined, asked: PostRole | undefined, now: number): Post | null {
  const filled = (posts ?? []).filter(({ from, to = Infinity }) => from <= now && now <= to);
  const order = asked === undefined ? postRoles : [asked, ...postRoles];
  return order.map((role) => filled.find((post) => post.role === role)).find((post) => post !== undefined) ?? null;
}
