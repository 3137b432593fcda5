import * as z from 'zod';

/** What cases may be split by. `week` begins with Monday; `hour` and `weekday` leave out what has a day alone. */
export const SplitBy = z.enum([
  'category',
  'group',
  'district',
  'sub-district',
  'community',
  'cell',
  'priority',
  'mode',
  'source',
  'state',
  'year',
  'month',
  'week',
  'day',
  'hour',
  'weekday',
]);
export type SplitBy = z.infer<typeof SplitBy>;

/**
 * What is said of the cases beside their number: seconds from the report until somebody took it up (`answered`), was there
 * (`attended`), had done it (`resolved`); or the share that was done in time.
 */
export const Measure = z.enum(['answered', 'attended', 'resolved']);
export type Measure = z.infer<typeof Measure>;

const Count = z.int().nonnegative();

/** Times of the cases that have one; the others are `without`. Seconds, nearest rank. */
export const Times = z.object({ of: Count, without: Count, p50: z.number().nullable(), p90: z.number().nullable() });
/** Done by the time that was set, of those to which one was set and which are done or late; 95 % Wilson interval. */
export const OnTime = z.object({ hits: Count, of: Count, low: z.number(), high: z.number() });

export const QuestionRow = z.object({
  /** As `by`, in its order; null where a case has none. */
  of: z.array(z.union([z.string(), z.number()]).nullable()),
  /** Null: under five, and some of it may be of homes. */
  count: Count.nullable(),
  times: Times.optional(),
  onTime: OnTime.optional(),
});
export type QuestionRow = z.infer<typeof QuestionRow>;

/** Why an answer as of an earlier day is not the one of now: `then` + `late` + `moved in` - `moved out` - `withdrawn` = `now`. */
export const Restated = z.object({
  then: Count,
  now: Count,
  /** Came into the log after that day. */
  late: Count,
  /** Were known, and have come under the question since: another category, state or priority. */
  movedIn: Count,
  movedOut: Count,
  withdrawn: Count,
});
export type Restated = z.infer<typeof Restated>;

/** `/trends/questions`: counted over the versions of every case, which are derived from the log. */
export const Answer = z.object({
  by: z.array(SplitBy),
  rows: z.array(QuestionRow),
  /** There are more rows than are told. */
  more: z.boolean(),
  counted: Count.nullable(),
  /** The last fact that is counted. */
  seq: z.int().nonnegative(),
  asOf: z.int(),
  definition: z.string(),
  restated: Restated.optional(),
});
export type Answer = z.infer<typeof Answer>;
