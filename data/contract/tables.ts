import type * as z from 'zod';
import { Alarm, OutOfService } from './alarm.ts';
import { Bulletin } from './bulletin.ts';
import { Danger } from './danger.ts';
import { Dispute } from './dispute.ts';
import type { FactKind } from './fact.ts';
import { Cell, Inspection } from './grid.ts';
import type { AreaId, CellId } from './ids.ts';
import { Incident } from './incident.ts';
import { Handover, ShiftEntry } from './shift.ts';
import { desk, inside, leaders, nobody, seenBy, type Sight, type Who } from './sight.ts';
import { Unit } from './unit.ts';

/** Of which areas something is; `everywhere` is in every view's area. */
export type Areas = readonly AreaId[] | 'everywhere';
/** District, sub-district and community of a cell by the city pack; empty where it has no such cell. */
export type AreasOfCell = (cell: CellId) => readonly AreaId[];

/** `incident` of `incident.reported`: which facts a table is made of. */
export type FactGroup = FactKind extends infer K ? (K extends `${infer Group}.${string}` ? Group : never) : never;

type RowSchema = z.ZodObject<{ id: z.ZodType<string> }>;

/**
 * A table of the board: what a row is, which facts change it, and who may see which part of which
 * rows. A view that may see no field has no rows.
 */
export type Table<Schema extends RowSchema> = {
  /** Rows are keyed by their `id`. */
  readonly row: Schema;
  readonly from: readonly FactGroup[];
  /** Of which areas a row is. */
  readonly areas: (row: z.infer<Schema>, areasOfCell: AreasOfCell) => Areas;
  readonly sight: Sight<z.infer<Schema>>;
};

const table = <Schema extends RowSchema>(judged: Table<Schema>): Table<Schema> => judged;

const byAreas = ({ areas }: { areas: readonly AreaId[] }): Areas => areas;
/** A bulletin without areas of the city is for all of it; of elsewhere, for nobody's area. */
const byBulletin = ({ areas, elsewhere }: { areas: readonly AreaId[]; elsewhere: boolean }): Areas =>
  areas.length === 0 && !elsewhere ? 'everywhere' : areas;
/** The city's shift is everywhere. */
const byShift = ({ area }: { area?: AreaId | undefined }): Areas => (area === undefined ? 'everywhere' : [area]);
/** The city's hand-over tells of every area: it is in none. */
const byHandover = ({ area }: { area?: AreaId | undefined }): Areas => (area === undefined ? [] : [area]);
const everywhere = (): Areas => 'everywhere';

const bulletinText = (who: Who) =>
  seenBy(
    who,
    ...([
      'language',
      'event',
      'headline',
      'description',
      'instruction',
      'senderName',
      'where',
      'web',
      'contact',
    ] as const),
  );

/** Who it was that acted. */
export const actorSight = (who: Who) => seenBy(who, 'kind', 'id');

/**
 * Every table of the board, said once: packing, folding, emptiness and what each view sees follow
 * from this. docs/adding.md says what else a new one takes.
 */
export const tables = {
  incidents: table({
    row: Incident,
    from: ['incident'],
    areas: byAreas,
    sight: {
      ...seenBy(inside, 'id', 'number', 'rev', 'state', 'category', 'priority', 'mode', 'reportedAt', 'dayOnly'),
      times: seenBy(inside, 'received', 'triaged', 'firstAssigned', 'enroute', 'arrived', 'resolved', 'closed'),
      due: seenBy(inside, 'accept', 'attend', 'resolve'),
      suspended: { ...seenBy(inside, 'since', 'until'), reason: desk },
      clock: {
        from: desk,
        moved: {
          granted: { limit: desk, by: seenBy(desk, 'amount', 'unit') },
          paused: seenBy(desk, 'since', 'until'),
        },
      },
      ...seenBy(inside, 'cell', 'areas', 'offMap', 'dwelling', 'exercise'),
      // A home is shown as its grid cell.
      location: { by: 'dwelling', yes: desk, no: inside },
      assignments: seenBy(inside, 'unit', 'state', 'since'),
      tasks: { ...seenBy(inside, 'id', 'organisation', 'lead', 'due', 'from', 'passed', 'state', 'since'), text: desk },
      escalation: seenBy(inside, 'level', 'since'),
      resolvedBy: actorSight(desk),
      ...seenBy(desk, 'source', 'sourceRef', 'title', 'description', 'address', 'photo', 'morePhotos'),
      service: inside,
      answers: seenBy(desk, 'code', 'values'),
      // On no board: it is read out one by one, each look on record.
      contact: {
        ...seenBy(nobody, 'name', 'phone', 'day', 'salt', 'sealed', 'caller'),
        answers: seenBy(nobody, 'code', 'values'),
      },
      owed: {
        callable: desk,
        reply: { ...seenBy(inside, 'at', 'outcome', 'due'), to: desk },
        calls: seenBy(inside, 'tries', 'last', 'reached'),
        rating: seenBy(inside, 'at', 'satisfied', 'stars'),
        ...seenBy(inside, 'words', 'returns', 'heard', 'onlyOthers'),
        others: {
          ...seenBy(inside, 'id', 'number', 'heard'),
          callable: desk,
          calls: seenBy(inside, 'tries', 'last', 'reached'),
        },
      },
    },
  }),
  units: table({
    row: Unit,
    from: ['unit'],
    areas: everywhere,
    sight: {
      ...seenBy(inside, 'id', 'slot', 'service', 'availability', 'reason', 'incident', 'since'),
      ...seenBy(inside, 'contact', 'contactSince', 'exercise', 'removed'),
      ...seenBy(inside, 'callSign', 'panic', 'checkedIn'),
    },
  }),
  cells: table({
    row: Cell,
    from: ['cell', 'inspection', 'post'],
    areas: ({ id }, areasOfCell) => areasOfCell(id),
    sight: {
      ...seenBy(inside, 'id', 'staffed', 'lastVisit'),
      // Who works a cell stands on its notice board and in the office, not on a wall.
      posts: seenBy(desk, 'role', 'person', 'name', 'from', 'to'),
    },
  }),
  inspections: table({
    row: Inspection,
    from: ['inspection'],
    // As the cell's row is: `inspection.done` changes both.
    areas: ({ cell }, areasOfCell) => areasOfCell(cell),
    sight: seenBy(inside, 'id', 'cell', 'areas', 'checklist', 'fellDue', 'due'),
  }),
  alarms: table({
    row: Alarm,
    from: ['alarm'],
    areas: byAreas,
    sight: {
      ...seenBy(inside, 'id', 'condition', 'priority', 'areas', 'raised', 'active', 'acknowledged'),
      ...seenBy(inside, 'shelvedUntil', 'suppressedBy', 'figures', 'exercise'),
      subject: seenBy(inside, 'kind', 'id'),
    },
  }),
  dangers: table({
    row: Danger,
    from: ['danger'],
    areas: byAreas,
    sight: {
      ...seenBy(inside, 'id', 'rev', 'state', 'since', 'found', 'cell', 'areas', 'checklist', 'item'),
      ...seenBy(inside, 'inspection', 'due', 'organisation', 'exercise'),
      ...seenBy(desk, 'text', 'photo'),
      rectifiedBy: actorSight(desk),
    },
  }),
  disputes: table({
    row: Dispute,
    from: ['dispute'],
    areas: byAreas,
    sight: {
      ...seenBy(inside, 'id', 'rev', 'state', 'since', 'registered', 'areas', 'exercise'),
      ...seenBy(inside, 'confirmBy', 'performBy', 'followUpBy'),
      // For its handlers, whom no view knows: the desk reads it to them.
      content: {
        ...seenBy(nobody, 'number', 'kind', 'cell', 'summary', 'handlers', 'mediator', 'agreement', 'confirmation'),
        parties: seenBy(nobody, 'name', 'phone'),
        sessions: seenBy(nobody, 'at', 'held', 'outcome'),
      },
    },
  }),
  /** The shift log since the last hand-over, and promises not yet kept. */
  shift: table({
    row: ShiftEntry,
    from: ['shift', 'handover'],
    areas: byShift,
    sight: {
      ...seenBy(leaders, 'id', 'at', 'kind', 'text', 'due', 'incident', 'area', 'exercise'),
      by: actorSight(leaders),
    },
  }),
  handovers: table({
    row: Handover,
    from: ['handover'],
    areas: byHandover,
    sight: {
      ...seenBy(leaders, 'id', 'drawnUp', 'area', 'text', 'exercise'),
      items: seenBy(leaders, 'open', 'overdue', 'shelved', 'promises', 'gaps'),
      // On no board: it is read with the hand-over itself.
      stood: {
        incidents: seenBy(nobody, 'id', 'number', 'priority', 'category', 'state', 'title'),
        alarms: {
          ...seenBy(nobody, 'id', 'condition', 'areas', 'shelvedUntil', 'called'),
          subject: seenBy(nobody, 'kind', 'id'),
        },
        promises: seenBy(nobody, 'id', 'text', 'due'),
      },
      given: { at: leaders, by: actorSight(leaders) },
      taken: { at: leaders, by: actorSight(leaders) },
    },
  }),
  bulletins: table({
    row: Bulletin,
    from: ['bulletin'],
    areas: byBulletin,
    sight: {
      ...seenBy(inside, 'id', 'rev', 'sent', 'issued', 'severity', 'urgency', 'certainty', 'categories'),
      ...seenBy(inside, 'onset', 'expires', 'named', 'areas', 'elsewhere', 'exercise'),
      ...seenBy(inside, 'sender', 'identifier'),
      source: desk,
      replaces: seenBy(desk, 'sender', 'identifier', 'sent'),
      texts: bulletinText(inside),
      deskTexts: bulletinText(desk),
      shapes: seenBy(inside, 'ring', 'centre', 'km'),
      acknowledged: { at: inside, by: actorSight(desk) },
    },
  }),
  /** Alarm conditions that raise nothing at present. */
  outOfService: table({
    row: OutOfService,
    from: ['alarm-rule'],
    areas: everywhere,
    sight: { ...seenBy(inside, 'id', 'since', 'until'), reason: desk },
  }),
};

export type TableName = keyof typeof tables;
export type Row<Name extends TableName> = z.infer<(typeof tables)[Name]['row']>;

export const tableNames = Object.keys(tables) as readonly TableName[];

/** One value per table, made from its name. */
export function perTable<Made extends { [Name in TableName]: unknown }>(
  make: <Name extends TableName>(name: Name) => Made[Name],
): Made {
  return Object.fromEntries(tableNames.map((name) => [name, make(name)])) as Made;
}
