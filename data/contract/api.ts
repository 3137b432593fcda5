import * as z from 'zod';
import { CellId, IncidentId, PhotoId, Seq, SourceName } from './ids.ts';
import { CategoryId, Contact, Mode, Priority } from './incident.ts';
import { Point } from './place.ts';
import { MAX_ANSWERS, ServiceAnswer, ServiceId } from './service-answers.ts';
import { keyText, refForm } from '../kit/text.ts';
import { Problem } from './problem.ts';

/** Most reports in one request. */
export const MAX_REPORTS = 1000;
/** Most cases of one caller. */
export const MOST_OF_CALLER = 50;
/** Most photos of one report. */
export const MAX_PHOTOS = 3;
/** Most fixes in one request. */
export const MAX_FIXES = 5000;

/** One report, as `POST /api/v1/incidents` takes it. */
export const Report = z.strictObject({
  source: SourceName,
  /** The source's own id of it: the same pair again is the same report. */
  sourceRef: keyText(128, refForm),
  category: CategoryId,
  priority: Priority.optional(),
  title: z.string().max(200).optional(),
  description: z.string().max(4000).optional(),
  location: Point.optional(),
  address: z.string().max(300).optional(),
  /** RFC 3339 with an offset. */
  reportedAt: z.iso.datetime({ offset: true }).optional(),
  contact: Contact.omit({ answers: true }).strict().optional(),
  mode: Mode.optional(),
  /** A service of the city's catalogue, whose `category` it then is; and what its attributes are answered. */
  service: ServiceId.optional(),
  answers: z.array(ServiceAnswer.strict()).max(MAX_ANSWERS).optional(),
  /** A photo kept before (`POST /api/v1/photos`). */
  photo: PhotoId.optional(),
  /** Further ones, kept before as well. */
  morePhotos: z
    .array(PhotoId)
    .max(MAX_PHOTOS - 1)
    .optional(),
});
export type Report = z.infer<typeof Report>;

export const ReportAnswer = z.object({
  id: IncidentId,
  number: z.string(),
  seq: Seq,
  /** Null when the report has no place or one outside the city. */
  cell: CellId.nullable(),
  /** By which whoever reported reads the case, where its channel owes them an answer (`GET /api/v1/cases/{number}`). */
  key: z.string().optional(),
  /**
   * Pointers to texts that held half a character or a control character, which was replaced or dropped, and to a place
   * at 0, 0, which is how a device says that it does not know: it is taken as none.
   */
  cleaned: z.array(z.string()).optional(),
  /** Of a report again: what it said anew, which is now on record. */
  updated: z.array(z.string()).optional(),
  /** Of a report again: it said something else, and nothing was kept of that. */
  unchanged: z.literal(true).optional(),
  /** Fields in which it differs from what is known, and that stay as they were. */
  differs: z.array(z.string()).optional(),
});
export type ReportAnswer = z.infer<typeof ReportAnswer>;

/**
 * `POST /api/v1/reports`: what a signed-in person found. `ref` is made where it was written, so that
 * the same report sent again is the same report. Without `location` it stands for its whole cell.
 */
export const FoundReport = z
  .strictObject({
    ref: z.uuid(),
    category: CategoryId,
    text: z.string().trim().min(1).max(4000).optional(),
    location: Point.optional(),
    cell: CellId.optional(),
    /** Where exactly, in words: "behind the bus stop". */
    address: z.string().trim().min(1).max(300).optional(),
    photo: PhotoId.optional(),
    /** When it was found; RFC 3339 with an offset. */
    foundAt: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ location, cell }) => location !== undefined || cell !== undefined, {
    path: ['cell'],
    message: 'either a location or a cell must be given',
  });
export type FoundReport = z.infer<typeof FoundReport>;

/**
 * `POST /api/v1/calls`: what somebody at the desk is told on the telephone. `ref` is made where it is
 * written down, so that the same call sent again is the same report.
 */
export const CallReport = z
  .strictObject({
    ref: z.uuid(),
    ...Report.pick({
      category: true,
      priority: true,
      title: true,
      description: true,
      location: true,
      address: true,
      contact: true,
      service: true,
      answers: true,
    }).shape,
    /** When the call came; RFC 3339 with an offset. */
    calledAt: Report.shape.reportedAt,
    /** The caller wants to hear what becomes of it, at the number that they left. */
    answer: z.boolean().optional(),
  })
  .refine(({ answer, contact }) => !answer || contact?.phone !== undefined, {
    path: ['contact', 'phone'],
    message: 'is missing: whoever wants an answer leaves a number',
  });
export type CallReport = z.infer<typeof CallReport>;

/** One answer of an array: in the order of the reports. */
export const ReportOutcome = z.union([ReportAnswer.extend({ status: z.literal([200, 201]) }), Problem]);
export type ReportOutcome = z.infer<typeof ReportOutcome>;

/**
 * One fix of a unit. `at` is RFC 3339 or epoch milliseconds, at most 60 s ahead. Units are told apart by
 * their letters whatever their case; `Car 12` is `Car-12`. (0, 0) and what is coarser than 1000 m is refused.
 */
export const Fix = z.object({
  unit: z.string().min(1).max(64),
  at: z.union([z.iso.datetime({ offset: true }), z.number()]),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  /** Metres, 68 % radius. */
  accuracy: z.number().nonnegative().optional(),
  /** Metres per second; negative means unknown. */
  speed: z.number().max(400).optional(),
  /** Degrees clockwise from north; negative means unknown. */
  heading: z.number().max(360).optional(),
  /** 0 to 100. */
  battery: z.number().min(0).max(100).optional(),
});
export type Fix = z.infer<typeof Fix>;

export const PositionsAnswer = z.object({
  accepted: z.int().nonnegative(),
  /** Older than what is already known: kept in the track, not shown. */
  stale: z.int().nonnegative(),
  /** Neither kept nor shown, each with its reason. */
  refused: z.array(z.object({ index: z.int(), detail: z.string() })),
  /** Kept, with what was put right: seconds sent for milliseconds. */
  corrected: z.array(z.object({ index: z.int(), detail: z.string() })).optional(),
});
export type PositionsAnswer = z.infer<typeof PositionsAnswer>;
