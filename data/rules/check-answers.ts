import * as z from 'zod';
import type { CatalogueService, ServiceAttribute } from '../contract/catalogue.ts';
import type { ServiceAnswer } from '../contract/service-answers.ts';
import { accepted, refused, type Result } from '../kit/result.ts';
import { cleanText } from '../kit/text.ts';

/** What is wrong with what was said to an attribute; without `at` it was not said at all. */
export type AnswerFault = { code: string; at?: number; detail: string };

/** UTF-16 units. */
const MOST = { string: 500, text: 2000, personal: 200 } as const;
const Moment = z.iso.datetime({ offset: true });
const number = /^-?\d{1,15}(\.\d{1,10})?$/;

/** The answers as they are kept, in the order of the service; or every fault of them. */
export function checkAnswers(
  { attributes }: Pick<CatalogueService, 'attributes'>,
  given: readonly ServiceAnswer[],
): Result<ServiceAnswer[], AnswerFault[]> {
  const faults: AnswerFault[] = [];
  const known = new Map<string, ServiceAnswer>();
  for (const [at, { code, values }] of given.entries()) {
    const attribute = attributes.find((each) => each.code === code);
    const cleaned = values.map((value) => cleanText(value).trim()).filter((value) => value !== '');
    const detail = !attribute
      ? 'is not asked by this service'
      : known.has(code)
        ? 'is answered already'
        : whyNot(attribute, cleaned);
    if (detail !== null) faults.push({ code, at, detail });
    else if (cleaned.length > 0) known.set(code, { code, values: cleaned });
  }
  for (const { code, required } of attributes)
    if (required && !known.has(code) && !faults.some((fault) => fault.code === code))
      faults.push({ code, detail: 'is missing' });
  if (faults.length > 0) return refused(faults);
  return accepted(attributes.flatMap(({ code }) => known.get(code) ?? []));
}

function whyNot({ type, values = [], personal }: ServiceAttribute, said: readonly string[]): string | null {
  if (said.length > 1 && type !== 'multivaluelist') return 'takes one value';
  const keys = new Set(values.map(({ key }) => key));
  switch (type) {
    case 'number':
      return said.every((value) => number.test(value)) ? null : 'must be a number, as -12.5';
    case 'datetime':
      return said.every((value) => Moment.safeParse(value).success) ? null : 'must be like 2026-01-01T00:00:00Z';
    case 'singlevaluelist':
    case 'multivaluelist':
      if (new Set(said).size < said.length) return 'names a value twice';
      return said.every((value) => keys.has(value)) ? null : 'must be of the list of values, by its key';
    case 'string':
    case 'text': {
      const most = personal ? MOST.personal : MOST[type];
      if (type === 'string' && said.some((value) => value.includes('\n'))) return 'must be one line';
      return said.every((value) => value.length <= most) ? null : `must be at most ${most} characters`;
    }
  }
}
