import { describe, expect, test } from 'vitest';
import type { Dispute } from '#data/contract/dispute.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import { cellRows, coverageBand, NEVER, statusCounts, statuses } from '#client/console/views/grid/cell-rows.ts';
import { answersOf } from '#client/console/views/grid/answers.ts';
import { whoMayMend } from '#client/console/actions/danger.ts';
import { auditSaid, kindSaid, type TrailNames } from '#client/console/views/audit/audit-lines.ts';
import { readAudit } from '#data/contract/routes/audit.ts';
import { filled } from '#client/call/exchange.ts';
import { auditFile } from '#client/console/views/audit/audit-file.ts';
import { csvField, csvText } from '#data/kit/csv.ts';
import { measures } from '#client/console/views/alarms/performance-rows.ts';
import { communitiesWithin, pSaid } from '#client/console/views/community/community-rows.ts';
import { pathOf } from '#client/console/form/send.ts';
import { partiesOf } from '#client/console/actions/parties.ts';
import { handoverStood } from '#data/rules/handover-items.ts';
import { daysLeft, nextClock, stageRows } from '#client/console/views/disputes/stage-rows.ts';
import { changes } from '#client/console/actions/person.ts';
import { foundPeople } from '#client/console/views/people/person-rows.ts';
import { itemGroups } from '#client/console/views/shift/handover-items.ts';
import { signAction, waitsFor } from '#client/console/actions/shift.ts';
import { nextRow } from '#client/console/keys/row-keys.ts';
import { gridStanding } from '#data/rules/grid-status.ts';
import { coverageInk } from '#client/map/coverage/coverage-ink.ts';
import { madeBoard } from '#client/gallery/made-board.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { consoleWords } from '#client/words/console/console-words.ts';
import { auditWords, trailWords } from '#client/words/console/view-words.ts';
import { cityNames } from '#client/words/shared/city-names.ts';
import { createSpeech } from '#client/words/shared/speech.ts';
import { community, now, organisation, person, say } from './made-desk.ts';

const DAY = 86_400_000;
const words = say.of(consoleWords);

describe('the grid', () => {
  const board = madeBoard(now, { incidents: 60, inspections: 40, unstaffed: 2 });
  const rows = cellRows(madePack, board, gridStanding(board, now));

  test('lists every cell once, the gravest first', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(madePack.cells.length);
    const order = rows.map(({ status }) => statuses.indexOf(status));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    const counts = statusCounts(rows);
    expect(Object.values(counts).reduce((a, b) => a + b)).toBe(rows.length);
  });

  test('says why a cell is not normal, and nothing where it is', () => {
    for (const row of rows) expect(row.reasons.length > 0).toBe(row.status !== 'normal');
  });

  test.each([
    [0, 0],
    [DAY - 1, 0],
    [DAY, 1],
    [13 * DAY, 2],
    [29 * DAY, 3],
    [300 * DAY, 4],
  ])('a visit %d ms ago is in band %d', (ago, band) => expect(coverageBand(now - ago, now)).toBe(band));

  test('a cell that was never visited has a band, a colour and a word of its own', () => {
    expect(coverageBand(null, now)).toBe(NEVER);
    for (const ink of Object.values(coverageInk)) expect(ink).toHaveLength(NEVER + 1);
    expect(words.grid.coverage).toHaveLength(NEVER + 1);
  });

  test('a checklist is answered when every item is', () => {
    const list = { items: ['a', 'b'].map((id) => ({ id, names: { en: id } })) };
    expect(answersOf(list, { a: { ok: true } })).toBeNull();
    expect(answersOf(list, { b: { ok: false, note: ' loose ' }, a: { ok: true, note: ' ' } })).toEqual([
      { item: 'a', ok: true },
      { item: 'b', ok: false, note: 'loose' },
    ]);
  });

  test("offers the organisations of the danger's own community before those of its district", () => {
    const district = { ...organisation, id: 'of-district', area: 'd' as never };
    const elsewhere = { ...organisation, id: 'elsewhere', area: 'x' as never };
    const found = whoMayMend({ areas: ['d' as never, community] }, [elsewhere, district, organisation]);
    expect(found.map(({ id }) => id)).toEqual(['org-1', 'of-district']);
  });
});

describe('the dispute station', () => {
  const dispute = (over: Partial<Dispute>) => ({ state: 'registered', registered: now, ...over }) as Dispute;

  test('counts by stage in the order of the life cycle, and by age', () => {
    const rows = stageRows(
      [
        dispute({ state: 'mediating', registered: now - 8 * DAY }),
        dispute({}),
        dispute({ state: 'mediating', registered: now - 40 * DAY }),
      ],
      now,
    );
    expect(rows.map(({ state, ages, total }) => [state, ages, total])).toEqual([
      ['registered', { week: 1, month: 0, older: 0 }, 1],
      ['mediating', { week: 0, month: 1, older: 1 }, 2],
    ]);
    expect(rows[1]!.oldest).toBe(now - 40 * DAY);
  });

  test('tells the clock that runs out first, in whole days', () => {
    expect(nextClock({ confirmBy: now + 30 * DAY, performBy: now + 5 * DAY })?.name).toBe('performBy');
    expect(nextClock({})).toBeNull();
    expect([daysLeft(now + 30 * DAY, now), daysLeft(now + DAY - 1, now), daysLeft(now - 1, now)]).toEqual([30, 0, -1]);
  });

  test('reads parties from lines, with either comma', () => {
    expect(partiesOf('Ma Xiulan, 139 9711\n\n张伟，138\n Wang \n')).toEqual([
      { name: 'Ma Xiulan', phone: '139 9711' },
      { name: '张伟', phone: '138' },
      { name: 'Wang' },
    ]);
  });
});

describe('people', () => {
  test('a change says only what is new, and null for what was taken away', () => {
    const before = person({ area: community, oversight: true });
    expect(changes(before, { name: 'Li Na', role: 'supervisor', area: community, oversight: ['yes'] })).toEqual({});
    expect(changes(before, { name: 'Li Na', role: 'admin' })).toEqual({ role: 'admin', area: null, oversight: false });
  });

  test('who has left is found only when asked for', () => {
    const people = [person(), person({ id: 'p2' as never, name: 'Li Lei', left: true })];
    expect(foundPeople(people, 'LI', false, 'en').map(({ name }) => name)).toEqual(['Li Na']);
    expect(foundPeople(people, 'li', true, 'en').map(({ name }) => name)).toEqual(['Li Lei', 'Li Na']);
  });
});

describe('the hand-over', () => {
  const drawn = { id: 'h1', drawnUp: now, items: {}, exercise: true } as never;
  const given = { ...(drawn as object), given: { by: { kind: 'person', id: 'p1' }, at: now } } as never;

  test('is given first and taken by somebody else', () => {
    expect(waitsFor(drawn)).toBe('give');
    expect(pathOf(signAction(drawn, 'p1' as never, words.shift)!)).toBe('/handovers/h1/give');
    expect(signAction(given, 'p1' as never, words.shift)).toBeNull();
    expect(pathOf(signAction(given, 'p2' as never, words.shift)!)).toBe('/handovers/h1/take');
  });
});

describe('the audit', () => {
  const bare: TrailNames = { person: String, thing: String, unit: String, cell: String, area: String };

  test.each(['=1+1', '+49', '-2', '@SUM(A1)', '\tx'])('never saves %j as a formula', (text) => {
    expect(csvField(text)).toMatch(/^"?'/);
  });

  test('saves quotes, commas and line ends as RFC 4180 has it', () => {
    expect(
      csvText([
        ['a"b', 'c,d'],
        ['e\nf', '张'],
      ]),
    ).toBe('\uFEFF"a""b","c,d"\r\n"e\nf",张\r\n');
  });

  test('asks for what was chosen, and what is older than the page before', () => {
    expect(auditFile({ kind: undefined, person: undefined })).toBe('/api/v1/audit/export');
    expect(auditFile({ kind: 'audit.looked', person: 'p1' })).toBe('/api/v1/audit/export?kind=audit.looked&person=p1');
    expect(filled(readAudit.path, { query: { kind: 'audit.looked', person: 'p1', before: '77' } })).toBe(
      '/api/v1/audit?kind=audit.looked&person=p1&before=77',
    );
  });

  test('says codes in the language of the reader', () => {
    const chinese = createSpeech('zh-CN', 'Asia/Shanghai');
    const audit = chinese.of(auditWords);
    const at = { seq: 1, at: now };
    const sent = { kind: 'unit.status-changed', unit: 'u1', reason: 'dispatched', ...at } as unknown as LoggedFact;
    const out = { kind: 'alarm-rule.taken-out', condition: 'cluster', reason: '雪', until: 1, ...at } as LoggedFact;
    const taken = { kind: 'audit.exported', what: 'audit p1 alarm.shelved', rows: 3, ...at } as LoggedFact;
    expect(auditSaid(taken, audit, chinese, { ...bare, person: () => '王伟' })).toMatch(/^[一-鿿]+, 王伟, 告警: 搁置 /);
    expect(auditSaid(sent, audit, chinese, bare)).toMatch(/^u1: [一-鿿]+$/);
    expect(auditSaid(out, audit, chinese, bare)).toBe('事件异常聚集: 雪');
  });

  test('says what people call a thing, and shows nobody an id that has a name', () => {
    const named: TrailNames = {
      person: () => '王伟',
      thing: (id) => ({ 'i-5c1a': 'XN26-41', 'k-2e08': 'XN26-D7', 'd-77': 'c-1' })[id] ?? id,
      unit: () => 'Police 07',
      cell: () => 'Beiguan, cell 3',
      area: () => 'Chengdong District',
    };
    const said = (fact: object) =>
      auditSaid({ seq: 1, at: now, ...fact } as LoggedFact, say.of(auditWords), say, named);
    expect(said({ kind: 'audit.looked', what: 'dispute', id: 'k-2e08' })).toBe('dispute XN26-D7');
    expect(said({ kind: 'audit.looked', what: 'contact', id: 'i-5c1a' })).toBe('contact of a reporter XN26-41');
    expect(said({ kind: 'audit.looked', what: 'cell', id: 'c-1' })).toBe('grid cell Beiguan, cell 3');
    expect(said({ kind: 'incident.closed', incident: 'i-5c1a', reason: 'done' })).toBe('XN26-41: done');
    expect(said({ kind: 'dispute.moved', dispute: 'k-2e08' })).toBe('XN26-D7');
    expect(said({ kind: 'danger.cleared', danger: 'd-77' })).toBe('Beiguan, cell 3');
    expect(said({ kind: 'unit.checked-in', unit: 'u-1' })).toBe('Police 07');
    expect(said({ kind: 'post.filled', cell: 'c-1' })).toBe('Beiguan, cell 3');
    expect(said({ kind: 'shift.promise-kept', entry: 's-8a1' })).toBe('');
    const alarm = 'limit-passed:incident:i-5c1a';
    expect(said({ kind: 'alarm.acknowledged', alarm })).toBe('Time limit passed, XN26-41');
    const changed = { kind: 'audit.person-changed', person: 'p-9', what: 'area', area: '630102' };
    expect(said(changed)).toBe('王伟: area, Chengdong District');
  });

  test('names the thing and the reason of what somebody did', () => {
    const fact = { kind: 'alarm.shelved', alarm: 'a7', until: 1, reason: 'workshop', seq: 1, at: now } as LoggedFact;
    expect(auditSaid(fact, say.of(auditWords), say, bare)).toBe('a7: workshop');
    const refused = { kind: 'audit.sign-in-refused', why: 'code', from: '203.0.113.7', seq: 1, at: now };
    const [one, many] = [refused, { ...refused, count: 1999, people: ['ma', 'li'] }] as LoggedFact[];
    expect(auditSaid(one!, say.of(auditWords), say, bare)).toBe('wrong code (203.0.113.7)');
    expect(auditSaid(many!, say.of(auditWords), say, bare)).toBe('ma, li: wrong code ×1,999 (203.0.113.7)');
    expect(kindSaid(fact.kind, say.of(auditWords), say.of(trailWords))).toBe('Alarm: shelved');
    expect(kindSaid('audit.looked', say.of(auditWords), say.of(trailWords))).toBe('Looked at');
  });
});

describe('figures of the alarm system', () => {
  const performance = {
    perHour: 6,
    floodShare: 0.01,
    standing: Array(5),
    chattering: [],
    unacknowledged: 2,
    shelved: 0,
    suppressed: 0,
  };

  test('"at most" takes the target itself, "below" does not', () => {
    const met = Object.fromEntries(measures(performance as never).map((each) => [each.name, each.met]));
    expect(met).toEqual({
      perHour: true,
      floodShare: false,
      standing: false,
      chattering: true,
      unacknowledged: null,
      shelved: null,
      suppressed: null,
    });
  });
});

describe('a community', () => {
  test('a small p is said to be small, never to be nothing', () => {
    expect([pSaid(0.0004, words.community), pSaid(0.0404, words.community)]).toEqual([
      'p < 0.001',
      'p\u00a0=\u00a00.040',
    ]);
  });

  test('a person of a district chooses among its communities only', () => {
    const district = madePack.areas.find(({ level }) => level === 'district')!.id;
    const all = communitiesWithin(madePack, undefined, say);
    const own = communitiesWithin(madePack, district, say);
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(all.length);
    expect(own.every(({ id }) => id.startsWith(district))).toBe(true);
  });
});

describe('what a hand-over leaves', () => {
  test('what has ended since is counted, and never shown by its id', () => {
    const board = madeBoard(now, { incidents: 2 });
    const here = [...board.incidents.keys()];
    const items = { open: [...here, 'gone' as never], overdue: [], promises: ['s9' as never], shelved: [], gaps: [] };
    const groups = itemGroups(items, handoverStood(items, board), cityNames(madePack, say), words, say, now);
    const of = (key: string) => groups.find((group) => group.key === key)!;
    expect(of('open')).toMatchObject({ count: 3, ended: 1 });
    expect(of('open').lines).toHaveLength(2);
    expect(of('promises')).toMatchObject({ count: 1, ended: 1, lines: [] });
  });
});

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 4, 4],
  ['ArrowUp', 0, 0],
  ['End', 1, 4],
  ['Home', 3, 0],
])('%s from row %d of 5 leads to row %d', (key, at, to) => expect(nextRow(key, at, 5)).toBe(to));
