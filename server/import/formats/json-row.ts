import type { Cell, Field, FileRow } from './row.ts';

/** What lies at `a.b.c`. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => {
    return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
      ? (inner as Record<string, unknown>)[key]
      : undefined;
  }, value);
}

/** A record of JSON as a row. What is no object is none. */
export function jsonRow(record: unknown, line: number, cell: Cell): FileRow {
  const isRecord = typeof record === 'object' && record !== null;
  return {
    line,
    get: (column) => {
      const text = textOf(at(record, String(column)));
      return text === undefined ? undefined : cell(text);
    },
    fields: () => fieldsOf(record, ''),
    ...(!isRecord && { broken: true as const }),
  };
}

/** Deeper than this no record of ours looks. */
const DEPTH = 6;

function fieldsOf(value: unknown, path: string, depth = 0): Field[] {
  const text = textOf(value);
  if (text !== undefined) return [[path, text]];
  if (typeof value !== 'object' || value === null || depth > DEPTH) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    fieldsOf(inner, path === '' ? key : `${path}.${key}`, depth + 1),
  );
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value).trim();
}
