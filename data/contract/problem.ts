import type { Problem } from './api.ts';

export type FieldError = { pointer: string; detail: string };

const titles: Record<number, string> = {
  400: 'Unreadable request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'In conflict with the present state',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Understood but invalid',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Cannot be kept at present',
};

/** An RFC 9457 problem of a status; never echoes what was sent. */
export function problem(status: number, detail?: string, more?: Partial<Problem>): Problem {
  return {
    type: 'about:blank',
    title: titles[status] ?? 'Error',
    status,
    ...(detail !== undefined && { detail }),
    ...more,
  };
}

/** 422 that points at every wrong field. */
export function invalid(errors: FieldError[]): Problem {
  const fields = errors.map(({ pointer }) => pointer || '/').join(', ');
  return problem(422, `wrong: ${fields}`, { errors });
}
