import type * as z from 'zod';
import {
  AlarmPerformance,
  AlarmRulesAnswer,
  AuditAnswer,
  CellAnswer,
  CommunityAnswer,
  DisputeAnswer,
  DisputesAnswer,
  HandoverDraft,
  HandoversAnswer,
  PeopleAnswer,
} from '#data/contract/desk-api.ts';
import { NodesAnswer } from '#data/contract/node-standing.ts';
import type { Dispute } from '#data/contract/dispute.ts';
import { Handover } from '#data/contract/shift.ts';
import { madeBoard } from '#client/gallery/made-board.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { community, now, person, type Answers } from './made-desk.ts';

import { partnerAnswers } from './made/made-partners.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const board = madeBoard(now, { incidents: 6, inspections: 4, alarms: 3 });
export const cell = madePack.cells[0]!.id;
const by = { kind: 'person' as const, id: 'p1' };

export const dispute = {
  id: 'k1',
  rev: 7,
  state: 'agreed',
  since: now - 3 * DAY,
  registered: now - 12 * DAY,
  areas: [community],
  confirmBy: now + 26 * DAY,
  performBy: now - DAY,
  content: {
    number: 'XN26-D7',
    kind: 'neighbours',
    cell,
    parties: [{ name: '马秀兰', phone: '13997110001' }],
    summary: '漏水',
    handlers: ['p1'],
    mediator: 'p1',
    sessions: [{ at: now - 4 * DAY, held: true, outcome: '同意评估' }, { at: now + DAY }],
    agreement: '分期赔偿',
  },
  exercise: true,
} as unknown as Dispute;

const handover = {
  id: 'h1',
  drawnUp: now - 8 * HOUR,
  items: { open: [], overdue: [], shelved: [], promises: [], gaps: [cell] },
  text: '夜间有雪',
  given: { by, at: now - 7 * HOUR },
  taken: { by: { kind: 'person', id: 'p2' }, at: now - 7 * HOUR },
  exercise: true,
};

/** Of the contract's shape, or the test is wrong before it begins. */
const shaped = <T>(schema: z.ZodType<T>, value: unknown): T => schema.parse(value);

export const people = shaped(PeopleAnswer, {
  items: [person(), person({ id: 'p2' as never, name: '王伟', role: 'officer', oversight: true })],
});

/** Everything that the server would answer on a common night. */
const nodes = shaped(NodesAnswer, {
  items: [
    { name: '西宁-1', self: true, build: 'a1b2', head: 12_075, lag: 3, screens: 14, since: now - DAY, leads: [] },
    {
      name: '西宁-2',
      self: false,
      build: 'a1b2',
      head: 12_078,
      lag: 0,
      screens: 9,
      since: now - HOUR,
      leads: ['watch'],
    },
  ],
});

export const answers: Answers = {
  ...partnerAnswers,
  '/people': people,
  '/nodes': nodes,
  '/alarms/performance?hours=24': shaped(AlarmPerformance, {
    asOf: now,
    from: now - DAY,
    tenMinutes: Array.from({ length: 144 }, (_, i) => ({ from: now - DAY + i * 600_000, count: i % 13 })),
    perHour: 17.4,
    floodShare: 0.062,
    standing: [...board.alarms.values()].slice(0, 1),
    chattering: [{ alarm: 'limit-near:i7', condition: 'limit-near', times: 4 }],
    byCondition: [
      { condition: 'limit-near', count: 5, medianAckMs: 540_000 },
      { condition: 'cluster', count: 1, medianAckMs: null },
    ],
    unacknowledged: 2,
    shelved: 1,
    suppressed: 0,
  }),
  '/alarm-rules': shaped(AlarmRulesAnswer, {
    items: [
      {
        condition: 'unit-silent',
        subject: 'unit',
        priorities: [1, 2, 3],
        onDelay: 0,
        offDelay: 30_000,
        responder: 'supervisor',
        suppressedUnder: ['channel-silent'],
        outOfService: { id: 'unit-silent', since: now - HOUR, until: now + HOUR, reason: '基站检修' },
        allowed: ['take-out', 'return'],
      },
      {
        condition: 'panic',
        subject: 'unit',
        priorities: [1],
        onDelay: 0,
        offDelay: 0,
        responder: 'supervisor',
        suppressedUnder: [],
        outOfService: null,
        allowed: [],
      },
    ],
  }),
  [`/cells/${cell}`]: shaped(CellAnswer, {
    cell: { id: cell, staffed: true, posts: [{ role: 'primary', person: 'p1', name: 'Li Na', from: now - DAY }] },
    status: 'attention',
    inspections: [...board.inspections.values()].slice(0, 1).map((row) => ({ ...row, checklist: 'fire-safety' })),
    dangers: [],
    responsible: [{ role: 'primary', person: 'p1', name: 'Li Na', from: now - DAY }],
    history: [{ kind: 'post.vacated', cell, role: 'deputy', reason: '调岗', seq: 5, at: now - DAY, by }],
  }),
  '/disputes': shaped(DisputesAnswer, { asOf: now, counts: [], items: [dispute] }),
  '/disputes/k1': shaped(DisputeAnswer, {
    ...dispute,
    allowed: ['confirmation', 'perform', 'note', 'handlers'],
    timeline: [
      {
        kind: 'dispute.moved',
        dispute: 'k1',
        rev: 6,
        state: 'agreed',
        seq: 9,
        at: now - 3 * DAY,
        by,
        text: '双方同意',
      },
    ],
  }),
  '/handovers/h1': shaped(Handover, { ...handover, stood: { incidents: [], alarms: [], promises: [] } }),
  '/handovers': shaped(HandoversAnswer, { items: [handover], next: null }),
  '/handovers/draft': shaped(HandoverDraft, {
    asOf: now,
    items: { open: [...board.incidents.keys()], overdue: [], shelved: [], promises: [], gaps: [cell] },
    last: handover,
    since: {
      from: now - 8 * HOUR,
      reported: 41,
      ended: 38,
      newlyOverdue: ['i1'],
      newGaps: [cell],
      closedGaps: [],
      promisesMade: 2,
      promisesKept: 1,
    },
  }),
  '/audit': shaped(AuditAnswer, {
    items: [
      { kind: 'audit.looked', what: 'contact', id: 'i1', seq: 12, at: now, by },
      { kind: 'audit.sign-in-refused', why: 'password', seq: 11, at: now - 1 },
      { kind: 'danger.cleared', danger: 'd1', rev: 5, reason: '已整改', seq: 10, at: now - 2, by },
    ],
    called: { i1: 'XN26-7', d1: cell },
    next: '10',
  }),
  [`/communities/${community}`]: shaped(CommunityAnswer, {
    asOf: now,
    community,
    incidents: [...board.incidents.values()],
    inspections: [...board.inspections.values()],
    dangers: [],
    alarms: [...board.alarms.values()],
    cells: [{ id: cell, staffed: false, status: 'unstaffed' }],
    disputes: [{ state: 'mediating', count: 2, oldest: now - 9 * DAY }],
    weeks: Array.from({ length: 12 }, (_, i) => ({ from: now - (12 - i) * 7 * DAY, count: i })),
    change: { now: 40, before: 19, p: 0.006, verdict: 'more' },
    organisations: ['org-1'],
  }),
};
