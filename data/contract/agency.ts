import * as z from 'zod';
import { SourceName, Time } from './ids.ts';
import { OtherSource } from './source.ts';
import { keyText } from '../kit/text.ts';

/** An organisation whose own system tells us by webhook. `name` is in its address and stands on its reports. */
export const Agency = z.object({
  name: SourceName,
  label: z.string(),
  /** How what it sends is read (docs/connect/webhooks.md). */
  mapping: z.record(z.string(), z.unknown()),
  /** Since when its secret is good, ms. */
  since: Time,
});
export type Agency = z.infer<typeof Agency>;
/** `GET /api/v1/agencies`, by name. */
export const AgenciesAnswer = z.object({ items: z.array(Agency) });

const label = keyText(80);
/** Judged further in, which says of every part what is wrong with it. */
const mapping = z.record(z.string(), z.unknown());
export const AddAgency = z.strictObject({ name: OtherSource, label, mapping });
export const agencyCommands = {
  change: z.strictObject({ label: label.optional(), mapping: mapping.optional() }),
  /** A new secret; the one before is good no more. */
  renew: z.strictObject({}),
  remove: z.strictObject({}),
};
export type AgencyCommandName = keyof typeof agencyCommands;

/** `secret`: shown this once. */
export const AgencyAnswer = z.object({ agency: Agency, secret: z.string().optional() });
export type AgencyAnswer = z.infer<typeof AgencyAnswer>;

/** A mapping tried on what an agency sends; nothing is kept. */
export const TryMapping = z.strictObject({ mapping, sample: z.unknown() });
/** The report as it would be handed in. */
export const TriedMapping = z.object({ report: z.record(z.string(), z.unknown()) });
