import * as z from 'zod';
import { keyText, refForm } from '../kit/text.ts';
import { Report } from './api.ts';
import { CategoryId } from './incident.ts';

/** What somebody says on a card's page. */
export const CardReport = z.strictObject({
  /** Made where it was written, so that what is sent twice is one report. */
  ref: keyText(64, refForm).optional(),
  category: CategoryId,
  description: Report.shape.description.unwrap().refine((text) => text.trim() !== '', 'is empty'),
  location: Report.shape.location,
  address: Report.shape.address,
  contact: Report.shape.contact,
  /** The proof of work that the page was given, solved; as JSON. */
  altcha: z.string().max(2000).optional(),
});
export type CardReport = z.infer<typeof CardReport>;
