import * as z from 'zod';
import { Time } from '../ids.ts';
import { cleanText } from '../../kit/text.ts';

/** What people write; cleaned and trimmed, never empty. */
export const text = (most: number) => z.string().overwrite(cleanText).trim().min(1).max(most);

export const reason = text(500);
/** Where a reason may be given and need not. */
export const because = { reason: reason.optional() };

/** RFC 3339 with an offset, or milliseconds since 1970. */
export const Moment = z.union([
  Time,
  z.iso
    .datetime({ offset: true })
    .pipe(z.coerce.date())
    .transform((date) => date.getTime())
    .pipe(Time),
]);
