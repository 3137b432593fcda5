import { cleanup, fireEvent } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { IncidentId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { askedFor } from '#client/console/hotline/asked-for.ts';
import HotlineView from '#client/console/hotline/HotlineView.svelte';
import { madeBoard } from '#client/gallery/made-board.ts';
import { hotlineWords } from '#client/words/console/view-words.ts';
import { people } from '../console-views/made-answers.ts';
import { madeDesk, now } from '../console-views/made-desk.ts';

// There is no canvas here.
vi.mock('#client/page/shrink-photo.ts', () => ({ shrinkPhoto: async (file: Blob) => file }));

const HOUR = 3_600_000;
const words = hotlineWords.en;
const settled = async () => {
  await new Promise((done) => setTimeout(done));
  flushSync();
};

const [some] = madeBoard(now, { incidents: 1 }).incidents.values();
const row = (id: string, over: Partial<Incident>): Incident => ({
  ...some!,
  id: id as IncidentId,
  number: `XN26-${id}`,
  state: 'verified',
  times: { received: now - 50 * HOUR, resolved: now - 25 * HOUR },
  ...over,
});
const replied = { at: now - HOUR, outcome: 'done' as const };
const others = [
  { id: 'i8' as IncidentId, number: 'XN26-i8', callable: true as const },
  { id: 'i9' as IncidentId, number: 'XN26-i9' },
];
const incidents = [
  row('i1', { owed: { callable: true, reply: replied, others } }),
  row('i2', { owed: {} }),
  row('i3', { state: 'onscene', times: { received: now }, owed: {} }),
  row('i4', {}),
];
const board = { ...madeBoard(now, {}), incidents: new Map(incidents.map((each) => [each.id, each])) };
const read = (each: Incident, allowed: string[]) => ({ ...each, timeline: [], allowed });

function open(query: Record<string, string> = {}, more: Record<string, unknown> = {}) {
  const answers = { '/people': people, '/incidents/i1': read(incidents[0]!, ['reply', 'call-back', 'close']), ...more };
  const desk = madeDesk({ board, query }, answers);
  return { ...desk, ...desk.show(HotlineView) };
}
afterEach(cleanup);

describe('the hotline’s desk', () => {
  test('lists what is owed, what is due first on top, and counts what is owed once the work is done', async () => {
    const { container } = open();
    await settled();
    const lines = [...container.querySelectorAll('tr[data-owed]')].map((line) => [
      line.getAttribute('data-owed'),
      line.querySelector('[data-row]')!.textContent,
      line.lastElementChild!.textContent,
    ]);
    expect(lines).toEqual([
      ['reply', 'XN26-i2', '1'],
      ['call-back', 'XN26-i1', '2'],
    ]);
    expect(container.querySelector('.late')).not.toBeNull();
    expect(container.textContent).toContain(words.later('1'));
  });

  test('shows of one case everybody who waits, and whom a call back is for', async () => {
    const desk = open({ id: 'i1' }, { '/incidents/i8/contact': { items: [{ at: now, phone: '13997110001' }] } });
    await settled();
    for (const number of ['XN26-i1', 'XN26-i8', 'XN26-i9']) expect(desk.container.textContent).toContain(number);
    expect(desk.container.textContent).not.toContain('13997110001');
    await fireEvent.click(desk.getAllByText(words.show)[1]!);
    await settled();
    expect(desk.container.textContent).toContain('13997110001');
    await fireEvent.click(desk.container.querySelector('[data-action="call-back"]')!);
    const select = desk.container.querySelector<HTMLSelectElement>('[data-field="from"] select')!;
    expect([...select.options].map(({ value }) => value)).toEqual(['', 'i1', 'i8', 'i9']);
    expect(select.value).toBe('i1');
  });

  test('begins a reply with a quick answer of its category, filled in from the case, in either language', async () => {
    const quick = [
      {
        id: 'any',
        of: [],
        outcome: 'done',
        names: { en: 'Done', zh: '已办结' },
        text: { en: '{number}: done.', zh: '{number}已办结。' },
      },
      { id: 'own', of: [some!.category], names: { en: 'Own' }, text: { en: '{organisation} comes by {due}.' } },
      { id: 'other', of: ['space'], names: { en: 'Other' }, text: { en: 'Other' } },
    ];
    const desk = open({ id: 'i1' }, { '/city/quick-answers': quick });
    await settled();
    await fireEvent.click(desk.container.querySelector('[data-action="reply"]')!);
    const offers = desk.container.querySelector<HTMLSelectElement>('[data-offers]')!;
    expect([...offers.options].slice(1).map(({ label }) => label)).toEqual(['Own', 'Done', '已办结']);
    const text = desk.container.querySelector('textarea')!;
    await fireEvent.input(text, { target: { value: 'Dear Ms Ma,' } });
    await fireEvent.change(offers, { target: { value: 'XN26-i1: done.' } });
    expect(text.value).toBe('Dear Ms Ma,\nXN26-i1: done.');
    expect([...offers.options][1]!.value).toMatch(/^… comes by /);
  });

  test('shows the result in a photo that is kept before the reply names it', async () => {
    const photo = 'a'.repeat(64);
    const desk = open(
      { id: 'i1' },
      { 'POST /photos': { id: photo }, 'POST /incidents/i1/reply': { seq: 9, id: 'i1', rev: 9 } },
    );
    await settled();
    await fireEvent.click(desk.container.querySelector('[data-action="reply"]')!);
    await vi.waitFor(() => expect(desk.container.querySelector('input[type="file"]')).not.toBeNull());
    const file = new File(['x'], 'lamp.jpg', { type: 'image/jpeg' });
    await fireEvent.change(desk.container.querySelector('input[type="file"]')!, { target: { files: [file] } });
    await vi.waitFor(() => expect(desk.container.querySelector(`img[src$="${photo}"]`)).not.toBeNull());
    await fireEvent.input(desk.container.querySelector('textarea')!, { target: { value: 'It is new.' } });
    await fireEvent.submit(desk.container.querySelector('[data-command="reply"]')!);
    await settled();
    expect(desk.sent.at(-1)).toMatchObject({ body: { outcome: 'done', text: 'It is new.', photo } });
  });

  test('finds a case by its number', async () => {
    const desk = open({}, { '/incidents?number=104233': { items: [incidents[3]], next: null } });
    await fireEvent.input(desk.getByLabelText(words.number), { target: { value: '104233' } });
    await fireEvent.click(desk.getByText(words.search));
    await settled();
    expect(desk.container.querySelector('ul')!.textContent).toContain('XN26-i4');
  });

  test('finds the cases of a caller by their telephone number, which goes into no address', async () => {
    const desk = open({}, { 'POST /calls/caller': { items: [incidents[2]] } });
    await fireEvent.input(desk.getByLabelText(words.number), { target: { value: '139 9711-0001' } });
    await fireEvent.click(desk.getByText(words.search));
    await settled();
    expect(desk.container.querySelector('ul')!.textContent).toContain('XN26-i3');
  });

  test.each([
    ['XN26-104233', { number: 'XN26-104233' }],
    ['104233', { number: '104233' }],
    ['１３９９７１１０００１', { phone: '13997110001' }],
    ['+86 971 612 3456', { phone: '+86 971 612 3456' }],
    ['  ', null],
  ])('takes %s for what it is', (text, meant) => {
    expect(askedFor(text)).toEqual(meant);
  });
});
