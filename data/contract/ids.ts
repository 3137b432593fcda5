import * as z from 'zod';

/** Place in the log: 1 for the first fact, then +1 with no gap. 0 means "before the first". */
export const Seq = z.int().nonnegative().brand<'Seq'>();
export type Seq = z.infer<typeof Seq>;

/** Names one life of one log. Two logs that could disagree about a seq never share an epoch. */
export const Epoch = z
  .string()
  .regex(/^[0-9a-z]{8,32}$/)
  .brand<'Epoch'>();
export type Epoch = z.infer<typeof Epoch>;

/** The first 8 bytes of a fact's SHA-256 chain hash, in lower-case hex. */
export const ChainHash = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .brand<'ChainHash'>();
export type ChainHash = z.infer<typeof ChainHash>;

/** The digest of a whole board, 16 bytes in lower-case hex (PROTOCOL.md, "State hash"). */
export const StateHash = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .brand<'StateHash'>();
export type StateHash = z.infer<typeof StateHash>;

/** Milliseconds since 1970-01-01T00:00Z. */
export const Time = z.int().min(0).max(8.64e15);
export type Time = z.infer<typeof Time>;

const name = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._:@/-]*$/u);

/** Names the content of one file for one source: the same content is the same import. */
export const ImportId = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .brand<'ImportId'>();
export type ImportId = z.infer<typeof ImportId>;

export const IncidentId = name.brand<'IncidentId'>();
export type IncidentId = z.infer<typeof IncidentId>;
export const UnitId = name.brand<'UnitId'>();
export type UnitId = z.infer<typeof UnitId>;
export const CellId = name.brand<'CellId'>();
export type CellId = z.infer<typeof CellId>;
export const InspectionId = name.brand<'InspectionId'>();
export type InspectionId = z.infer<typeof InspectionId>;
export const AlarmId = z.string().min(1).max(160).brand<'AlarmId'>();
export type AlarmId = z.infer<typeof AlarmId>;
export const TaskId = name.brand<'TaskId'>();
export type TaskId = z.infer<typeof TaskId>;
export const DangerId = name.brand<'DangerId'>();
export type DangerId = z.infer<typeof DangerId>;
export const DisputeId = name.brand<'DisputeId'>();
export type DisputeId = z.infer<typeof DisputeId>;
export const BulletinId = name.brand<'BulletinId'>();
export type BulletinId = z.infer<typeof BulletinId>;
export const ShiftEntryId = name.brand<'ShiftEntryId'>();
export type ShiftEntryId = z.infer<typeof ShiftEntryId>;
export const HandoverId = name.brand<'HandoverId'>();
export type HandoverId = z.infer<typeof HandoverId>;
/** Somebody who works with the product. The name that goes with it is in the register of people only. */
export const PersonId = name.brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;
/** An organisation of the city pack. */
export const OrganisationId = name.brand<'OrganisationId'>();
export type OrganisationId = z.infer<typeof OrganisationId>;
/** SHA-256 of a kept photo, in lower-case hex. */
export const PhotoId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'PhotoId'>();
export type PhotoId = z.infer<typeof PhotoId>;
/** A district, sub-district or community of the city pack. */
export const AreaId = name.brand<'AreaId'>();
export type AreaId = z.infer<typeof AreaId>;
/** The registered name of a system that reports: a hotline, an app, a sensor network. */
export const SourceName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/)
  .brand<'SourceName'>();
export type SourceName = z.infer<typeof SourceName>;
