import { invalid, problem, type FieldError, type Problem } from '#data/contract/problem.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { Question } from '#data/contract/routes/trends/question.ts';
import type { askQuestion } from '#data/contract/routes/trends/trends.ts';
import type { TrendWhy } from '#data/contract/trend-table.ts';
import { parseDay } from '#data/rules/civil-day.ts';
import { answer } from '../../../analysis/questions/answer.ts';
import { TookTooLong } from '../../../analysis/questions/case-book.ts';
import { areaAsked } from '../../area-asked.ts';
import { callerKey } from '../../guard.ts';
import { type Handler, ok, refuse, type ViewerCaller } from '../../handler.ts';
import type { HttpParts } from '../../parts.ts';

type Parts = Pick<HttpParts, 'analysis' | 'areas' | 'book' | 'pack' | 'clock'>;

/** So long a question may take, what it has to read of the log before it included. */
const MOST_MS = 10_000;

/** Any question about cases, of the caller's area. */
export function questions({ analysis, areas, book, pack, clock }: Parts): Handler<typeof askQuestion> {
  const homes = pack.categories.categories.filter(({ dwelling }) => dwelling).map(({ id }) => id);
  return async ({ query, caller }) => {
    const area = areaAsked(query.area, caller.view, areas);
    if (!area.ok) return refuse(invalid(area.refusal));
    const question: Question = { ...query, area: area.value };
    const errors = [...analysis.selections.check(question), ...wrong(question, caller)];
    if (errors.length > 0) return refuse(invalid(errors));
    if (question.asOf !== undefined && parseDay(question.asOf) > analysis.today())
      return refuse(because('future', 'is not over yet'));
    const parts = { now: clock.now(), homes, sees: !isAnalyst(caller), definition: words(question) };
    try {
      const found = await book.ask(callerKey(caller), MOST_MS, (table, signal) =>
        answer(table, question, parts, signal),
      );
      return found ? ok(found) : refuse(because('before-history', 'lies before the first fact'));
    } catch (error) {
      if (!(error instanceof TookTooLong)) throw error;
      return refuse(tooLong(error));
    }
  };

  function wrong({ cell, from, to }: Question, { view }: ViewerCaller): FieldError[] {
    const errors: FieldError[] = [];
    if (from !== undefined && to !== undefined && parseDay(to) < parseDay(from))
      errors.push({ pointer: '/to', detail: 'lies before the first day' });
    if (cell === undefined) return errors;
    const path = areas.pathOf(cell as CellId);
    if (path.length === 0 || (view.area !== undefined && !path.includes(view.area)))
      errors.push({ pointer: '/cell', detail: 'is no cell of yours in this city' });
    return errors;
  }

  function words({ category, area, cell, source, priority, mode, state, from, to, asOf }: Question): string {
    const parts = [
      analysis.selections.words({ category, area }),
      cell && `in cell ${cell}`,
      source && `from ${source}`,
      priority && `of priority ${priority.join(' or ')}`,
      mode,
      state && `that are ${state.join(' or ')}`,
      from && `from ${from} on`,
      to && `up to ${to}`,
      'by day of report',
      asOf && `as it stood at the end of ${asOf}`,
    ];
    return parts.filter((part) => part !== undefined).join(', ');
  }
}

/** Who counts and does not work on cases. */
const isAnalyst = (caller: ViewerCaller) => caller.kind === 'person' && caller.person.role === 'analyst';

const because = (why: TrendWhy, detail: string): Problem => ({ ...invalid([{ pointer: '/asOf', detail }]), why });

const unanswered = (why: TrendWhy, detail: string): Problem => problem(503, detail, { why });

function tooLong({ upto, of }: TookTooLong): Problem {
  if (upto >= of) return unanswered('too-long', 'the question took longer than it may: ask for less');
  const share = Math.floor((upto / of) * 100);
  return unanswered('still-reading', `the log is being read for questions: ${share} % of it is; ask again`);
}
