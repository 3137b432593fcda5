import * as z from 'zod';
import { isKey } from '../kit/text.ts';

export const name = z.string().min(1).refine(isKey, 'holds a control character or half a character');

/** A name in each language a pack speaks; English must be there. */
export const Names = z.object({ en: name, zh: name.optional() });
export type Names = z.infer<typeof Names>;
