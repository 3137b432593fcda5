import * as z from 'zod';
import { Moment } from '#data/contract/commands/fields.ts';
import type { Branch, Choice, Field, Offers } from './field.ts';

/** What the schema of a command cannot know of a field: what there is to choose, where it starts, how it is shown. */
export type Hint = {
  label?: string;
  hint?: string;
  options?: readonly Choice[];
  /** Leads to the value by steps, each with its name; `cells`: to a grid cell. */
  branch?: { tree: readonly Branch[]; levels: readonly string[]; cells?: boolean };
  /** Ms where it is a moment. */
  start?: string | number | readonly string[] | undefined;
  /** Asked for although the contract could do without. */
  required?: boolean;
  /** Shown as; else as the schema has it. */
  kind?: 'line' | 'text' | 'secret' | 'photo';
  /** Of a text. */
  offers?: Offers;
};
/** By field; null leaves one out. */
export type Hints = Readonly<Record<string, Hint | null>>;

/** Texts that hold more get several lines. */
const LONGEST_LINE = 200;
/** Of a text that stands for something else: `name, phone`, one a line. */
const LONGEST_TEXT = 2000;

/**
 * The fields of a command's body as its schema has them: names, kinds, limits, what is required,
 * what it starts with. Those that hints name come in the order of the hints.
 * @param labels where a field's label is looked up by its name, the nearest dictionary first.
 */
export function fieldsOf(body: z.ZodType, labels: readonly object[], hints: Hints = {}): Field[] {
  if (!(body instanceof z.ZodObject)) throw new TypeError('a form is made from the schema of an object');
  const shape = body.shape as Record<string, z.ZodType>;
  const hinted = Object.keys(hints).filter((name) => name in shape);
  const names = [...hinted, ...Object.keys(shape).filter((name) => !hinted.includes(name))];
  return names.flatMap((name) => {
    const hint = hints[name];
    if (hint === null) return [];
    const { schema } = bare(shape[name]!);
    if (schema instanceof z.ZodObject && !hint?.kind)
      return fieldsOf(schema, labels, hints).map((field) => ({ ...field, within: name }));
    return fieldOf(name, shape[name]!, labels, hint ?? {});
  });
}

/** The schema under what makes it optional, and what stands for it then. */
function bare(given: z.ZodType): { schema: z.ZodType; required: boolean; start?: unknown } {
  if (given instanceof z.ZodOptional || given instanceof z.ZodNullable)
    return { ...bare(given.unwrap() as z.ZodType), required: false };
  if (given instanceof z.ZodDefault)
    return { ...bare(given.unwrap() as z.ZodType), required: false, start: given.def.defaultValue };
  return { schema: given, required: true };
}

function fieldOf(name: string, given: z.ZodType, labels: readonly object[], hint: Hint): Field {
  const { schema, ...known } = bare(given);
  const { options, branch, kind, label, hint: more, offers, ...own } = hint;
  const required = own.required ?? known.required;
  const start = own.start ?? known.start;
  const named = {
    name,
    label: label ?? labelOf(name, labels),
    ...(required && { required }),
    ...(more !== undefined && { hint: more }),
  };
  const from = <S>(is: (value: unknown) => value is S) => (is(start) ? { start } : {});
  if (branch) return { ...named, kind: 'branch', ...branch, ...from(isText) };
  if (options && (schema instanceof z.ZodArray || schema instanceof z.ZodBoolean))
    return { ...named, kind: 'several', options, ...from(isList) };
  const values = valuesOf(schema);
  if (options || values) {
    const numbers = schema === Moment || typeof values?.[0] === 'number';
    const choices = options ?? values!.map((value) => ({ value: String(value), label: String(value) }));
    return { ...named, kind: 'choice', options: choices, ...from(isText), ...(numbers && { numbers }) };
  }
  if (schema === Moment) return { ...named, kind: 'time', ...from(isMoment) };
  if (schema instanceof z.ZodBoolean) return { ...named, kind: 'yes-no' };
  if (schema instanceof z.ZodNumber) return { ...named, kind: 'number' };
  if (kind === 'photo') return { ...named, kind };
  const most = mostOf(schema) ?? LONGEST_TEXT;
  return {
    ...named,
    kind: kind ?? (most > LONGEST_LINE ? 'text' : 'line'),
    most,
    ...from(isText),
    ...(offers && { offers }),
  };
}

/** How long it may be. `maxLength` of zod is not asked: it goes through how JSON Schema is written, which pages leave out. */
function mostOf(schema: z.ZodType): number | undefined {
  const checks = schema instanceof z.ZodString ? (schema.def.checks ?? []) : [];
  const limits = checks.map(({ _zod: { def } }) => def as { check: string; maximum?: number });
  return limits.find(({ check }) => check === 'max_length')?.maximum;
}

/** What may be said, where that is a list. */
function valuesOf(schema: z.ZodType): readonly unknown[] | null {
  if (schema instanceof z.ZodEnum) return schema.options;
  return schema instanceof z.ZodLiteral ? [...schema.values] : null;
}

function labelOf(name: string, labels: readonly object[]): string {
  const found = labels.map((words) => (words as Record<string, unknown>)[name]).find(isText);
  if (found === undefined) throw new Error(`no label for the field ${name}`);
  return found;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isMoment = (value: unknown): value is number => typeof value === 'number';
const isList = (value: unknown): value is readonly string[] => Array.isArray(value);
