import * as z from 'zod';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { FieldError } from '#data/contract/problem.ts';
import type { Analysis } from './analysis.ts';
import type { Selection } from './selection.ts';

const selection = { category: z.string().max(64).optional(), area: z.string().max(64).optional() };

/** One question under `/api/v1/trends`: its path, its parameters, and the answer or what is wrong with them. */
export type TrendRoute = {
  path: '/series' | '/heat';
  query: z.ZodObject;
  answer(query: Record<string, unknown>): Result<object, FieldError[]>;
};

export function trendRoutes(analysis: Analysis): TrendRoute[] {
  const kinds = { week: analysis.week, months: analysis.months };
  return [
    route('/series', z.strictObject({ kind: z.enum(['week', 'months']), ...selection }), ({ kind, ...rest }) =>
      kinds[kind](rest),
    ),
    route('/heat', z.strictObject(selection), analysis.heat),
  ];

  function route<Q extends z.ZodObject>(
    path: TrendRoute['path'],
    query: Q,
    compute: (query: z.infer<Q>) => object,
  ): TrendRoute {
    return {
      path,
      query,
      answer(input) {
        const parsed = query.safeParse(input);
        if (!parsed.success)
          return refused(
            parsed.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, detail: message })),
          );
        const errors = analysis.selections.check(parsed.data as Selection);
        return errors.length > 0 ? refused(errors) : accepted(compute(parsed.data));
      },
    };
  }
}
