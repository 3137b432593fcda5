import * as z from 'zod';
import { TrendHead, Verdict } from './trend.ts';

export const PeriodId = z.enum(['week', 'days28', 'year']);
export type PeriodId = z.infer<typeof PeriodId>;
export const TableBy = z.enum(['category', 'area']);
export type TableBy = z.infer<typeof TableBy>;

/** `2026-11-30`, city time. */
const LocalDay = z.iso.date();
const Count = z.int().nonnegative();

/**
 * What a period holds beside an earlier one. `none`: it cannot be compared, because no source counted through both
 * (`history`), or may not be told (`suppressed`: under five, or another would follow from it).
 */
export const Comparison = z.union([
  z.object({ none: z.enum(['history', 'suppressed']) }),
  z.object({
    /** From the sources that cover both, over the same number of days: may be fewer than the period's own count. */
    now: Count,
    before: Count,
    /** Now over before, less 1; null from a baseline of zero. */
    change: z.number().nullable(),
    /** Two-sided, of "equal rates": E-test, thinned by `spread`. Null where there are too few to test. */
    p: z.number().nullable(),
    /** The same for as many comparisons as the table makes (Benjamini & Hochberg). */
    q: z.number().nullable(),
    /** At a false-discovery rate of 5 % over the whole table. */
    verdict: Verdict,
  }),
]);
export type Comparison = z.infer<typeof Comparison>;

export const TableCell = z.object({
  /** Null: suppressed. */
  now: Count.nullable(),
  /** One and two years before. */
  against: z.array(Comparison).length(2),
});
export type TableCell = z.infer<typeof TableCell>;

export const TableRow = z.object({
  /** `rest`: in the total and in none of the rows, as what has no place is when areas are asked for. */
  kind: z.enum(['total', 'category', 'area', 'rest']),
  /** The category, group or area; empty of total and rest. */
  id: z.string(),
  /** As the periods stand. */
  cells: z.array(TableCell),
  /** Weekly counts vary so many times more than chance: 1 = no more. */
  spread: z.number().min(1),
  /** This year so far per 1,000 residents, with its 95 % interval; null of an area in which nobody lives. */
  rate: z.object({ rate: z.number(), low: z.number(), high: z.number() }).nullable().optional(),
});
export type TableRow = z.infer<typeof TableRow>;

/** `/trends/table`: week, 28 days and year so far against the same one and two years before. */
export const TrendTable = TrendHead.extend({
  by: TableBy,
  category: z.string().optional(),
  area: z.string().optional(),
  /** The last day that is counted. */
  until: LocalDay,
  periods: z.array(
    z.object({
      id: PeriodId,
      from: LocalDay,
      to: LocalDay,
      days: Count,
      /** Of one and two years before: first and last day, and how many days of a festival have no answer and are compared with none. */
      against: z.array(z.object({ from: LocalDay, to: LocalDay, unanswered: Count })).length(2),
    }),
  ),
  rows: z.array(TableRow),
  /** How many comparisons were tested. */
  comparisons: Count,
  /** Of those called a change at most this share is chance. */
  falseDiscovery: z.number(),
  /** Cells that are not told. */
  suppressed: Count,
});
export type TrendTable = z.infer<typeof TrendTable>;

/** Why a question about trends has no answer, as `why` of its refusal. */
export const TrendWhy = z.enum(['future', 'before-history', 'nothing-counted', 'too-long', 'still-reading']);
export type TrendWhy = z.infer<typeof TrendWhy>;
