import type * as z from 'zod';

/** RFC 6901: `/items/0/name`; nothing for the whole. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** What a schema found wrong, field by field, unknown ones by their name; values are never echoed. */
export function fieldErrors({ issues }: z.ZodError): { pointer: string; detail: string }[] {
  return issues.flatMap((issue) => {
    const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return fields.map((path) => ({ pointer: pointerTo(path), detail: issue.message }));
  });
}
