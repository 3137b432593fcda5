import { cleanup, fireEvent } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { CallReport } from '#data/contract/api.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { LonLat } from '#data/contract/place.ts';
import CallView from '#client/console/views/call/CallView.svelte';
import { madeBoard } from '#client/gallery/made-board.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import type { DrawMap, MapEvents } from '#client/map/widget/map-picture.ts';
import type { Lang } from '#client/words/shared/speech.ts';
import type { TestClock } from '../support/test-clock.ts';
import { madeDesk, madeMemory, now, refusal } from './made-desk.ts';

const settled = async () => {
  await new Promise((done) => setTimeout(done));
  flushSync();
};
const square = madePack.places.find(({ names }) => names.en === 'Xinning Square')!;
const theft = madePack.categories.categories.find(({ id }) => id === 'public-security/theft')!;
const found = { kind: 'place', id: square.id, names: square.names, at: square.at, areas: [] };
const filed = { id: 'i9', number: 'XN26-9', seq: 9, cell: null };

/** Somebody took a call about the same an hour ago, 30 m away. */
function boardWith(at: LonLat, over: Partial<Incident> = {}) {
  const board = madeBoard(now, { incidents: 3 });
  const [first] = board.incidents.values();
  const near = { ...first!, category: theft.id, reportedAt: now - 3_600_000, location: at, number: 'XN26-7', ...over };
  return { ...board, incidents: new Map([...board.incidents, [near.id, near]]) };
}

function open({
  answers = {} as Record<string, unknown>,
  memory = madeMemory(),
  board = boardWith([0, 0]),
  lang = 'en' as Lang,
} = {}) {
  let events: MapEvents | undefined;
  const draw: DrawMap = (_container, _picture, heard) => {
    events = heard;
    heard.ready();
    return { layerChanged() {}, reservedChanged() {}, dispose() {} };
  };
  const desk = madeDesk({ board }, Object.assign(answers, { 'POST /calls': filed, ...answers }), lang, memory);
  const shown = desk.show(CallView, { draw });
  const [line, category, place] = shown.getAllByRole('combobox') as HTMLInputElement[] as [
    HTMLInputElement,
    HTMLInputElement,
    HTMLInputElement,
  ];
  const type = (field: HTMLElement, value: string) => fireEvent.input(field, { target: { value } });
  const key = (field: HTMLElement, name: string) => fireEvent.keyDown(field, { key: name });
  const say = async (text: string) => {
    await type(line, text);
    (desk.context.clock as TestClock).advance(500);
    await settled();
  };
  const look = async (text: string) => {
    await type(place, text);
    (desk.context.clock as TestClock).advance(500);
    await settled();
  };
  const point = async (at: LonLat) => {
    events!.picked({ place: at });
    await settled();
  };
  const options = () => [...shown.container.querySelectorAll('[role="listbox"]:not([hidden]) [role="option"]')];
  return { ...desk, ...shown, memory, line, say, category, place, type, key, look, point, options };
}
afterEach(cleanup);

describe('a call that asks for a service', () => {
  const service = {
    id: 'permit',
    names: { en: 'Permit' },
    description: { en: 'A permit.' },
    category: theft.id,
    organisationClass: 'agency',
    promise: { amount: 2, unit: 'working-days' },
    papers: [{ en: 'Identity card' }],
    attributes: [
      { code: 'purpose', type: 'string', required: true, names: { en: 'What for' } },
      {
        code: 'days',
        type: 'multivaluelist',
        required: false,
        names: { en: 'Days' },
        values: [{ key: 'mon', names: { en: 'Monday' } }],
      },
      { code: 'from', type: 'datetime', required: false, names: { en: 'From' } },
    ],
  };

  test('is filed with what the service asks, and says that an answer is wanted', async () => {
    const desk = open({ answers: { '/city/services': [service] } });
    await desk.type(desk.category, 'theft');
    await desk.key(desk.category, 'Enter');
    await settled();
    await fireEvent.change(desk.getByLabelText('Asks for a service'), { target: { value: 'permit' } });
    expect(desk.container.textContent).toContain('To bring or send: Identity card');
    await fireEvent.input(desk.getByLabelText('What for'), { target: { value: 'A scaffold' } });
    await fireEvent.click(desk.getByLabelText('Monday'));
    await fireEvent.input(desk.getByLabelText(/^From/), { target: { value: '2026-12-01T08:00' } });
    await fireEvent.click(desk.getByLabelText('Wants to hear what becomes of it'));
    await fireEvent.input(desk.getByLabelText('Number to call back'), { target: { value: '139' } });
    await fireEvent.submit(desk.container.querySelector('form')!);
    await settled();
    const { body } = desk.sent.at(-1)!;
    expect(CallReport.parse(body)).toMatchObject({
      category: theft.id,
      service: 'permit',
      answers: [
        { code: 'purpose', values: ['A scaffold'] },
        { code: 'days', values: ['mon'] },
        { code: 'from', values: ['2026-12-01T00:00:00.000Z'] },
      ],
      answer: true,
    });
  });

  test('asks for none any more where it is something else', async () => {
    const desk = open({ answers: { '/city/services': [service] } });
    await desk.type(desk.category, 'theft');
    await desk.key(desk.category, 'Enter');
    await settled();
    await fireEvent.change(desk.getByLabelText('Asks for a service'), { target: { value: 'permit' } });
    await desk.type(desk.category, 'noise');
    await desk.key(desk.category, 'Enter');
    await settled();
    expect(desk.queryByLabelText('Asks for a service')).toBeNull();
    await fireEvent.submit(desk.container.querySelector('form')!);
    await settled();
    expect(desk.sent.at(-1)!.body).not.toHaveProperty('service');
  });
});

describe('a call is written down by keys alone', () => {
  test('from the first field to the filed incident', async () => {
    const desk = open({ answers: { [`/city/search?text=xinning`]: { items: [found] } } });
    expect(document.activeElement).toBe(desk.line);
    await desk.type(desk.category, 'theft');
    await desk.key(desk.category, 'Enter');
    expect(desk.category.value).toBe('Theft');
    await desk.look('xinning');
    await desk.key(desk.place, 'Enter');
    expect(desk.place.value).toBe('Xinning Square');
    await desk.type(desk.getByLabelText('In a few words'), 'A red bicycle');
    await desk.type(desk.getByLabelText('Number to call back'), '13997110001');
    await desk.key(desk.getByLabelText('Number to call back'), 'Enter');
    await settled();
    const { path, body } = desk.sent[0]!;
    expect(path).toBe('/calls');
    expect(CallReport.parse(body)).toMatchObject({
      category: theft.id,
      title: 'A red bicycle',
      address: 'Xinning Square',
      location: { coordinates: square.at },
      contact: { phone: '13997110001' },
      calledAt: new Date(now).toISOString(),
    });
    expect(desk.told).toEqual(['XN26-9 is filed.']);
    expect(desk.went).toEqual([{ view: 'queue', beside: null, incident: 'i9' }]);
    expect([...desk.memory.kept]).toEqual([]);
  });

  test('a category goes by its name in either language, and Tab takes it', async () => {
    const desk = open();
    await desk.type(desk.category, theft.names.zh!);
    await desk.key(desk.category, 'Tab');
    expect(desk.category.value).toBe('Theft');
  });

  test('without a category nothing is filed, and the focus goes where it is missing', async () => {
    const desk = open();
    await desk.key(desk.place, 'Enter');
    await settled();
    expect(desk.sent).toEqual([]);
    expect(document.activeElement).toBe(desk.category);
    expect(desk.category.getAttribute('aria-invalid')).toBe('true');
  });

  test('Enter within a list takes its line and files nothing, Esc closes the list and stays', async () => {
    const desk = open();
    await desk.type(desk.category, 'theft');
    await desk.key(desk.category, 'Escape');
    expect(desk.options()).toEqual([]);
    expect(desk.went).toEqual([]);
    await desk.key(desk.category, 'ArrowDown');
    await desk.key(desk.category, 'Enter');
    await settled();
    expect(desk.category.value).toBe('Theft');
    expect(desk.sent).toEqual([]);
  });

  test('an input method that composes takes nothing and files nothing', async () => {
    const desk = open();
    await desk.type(desk.category, 'theft');
    const input = new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
    desk.category.dispatchEvent(input);
    await settled();
    expect(desk.category.value).toBe('theft');
    expect(desk.sent).toEqual([]);
  });
});

describe('a call in one line', () => {
  const street = { ...found, kind: 'street', id: 'shengli', names: { en: 'Shengli Road', zh: '胜利路' } };
  const met = {
    ...found,
    kind: 'crossing',
    id: 'a×b',
    names: { en: 'Shengli Road / Tongren Road' },
    at: [101.7, 36.6],
  };
  const reading = {
    categories: [theft.id, 'public-security/burglary'],
    places: [street, met],
    number: '5',
    phone: '13997110001',
    said: 'e-bike stolen',
  };
  const answers = { 'POST /calls/reading': reading };
  const filedOf = ({ sent }: { sent: readonly { path: string; body: unknown }[] }) =>
    CallReport.parse(sent.find(({ path }) => path === '/calls')!.body);

  test('fills the fields, and Enter files it', async () => {
    const desk = open({ answers });
    await desk.type(desk.line, 'e-bike stolen shengli road 5, 13997110001');
    await desk.key(desk.line, 'Enter');
    await settled();
    await settled();
    expect(filedOf(desk)).toMatchObject({
      category: theft.id,
      title: 'e-bike stolen',
      address: 'Shengli Road 5',
      location: { coordinates: square.at },
      contact: { phone: '13997110001' },
    });
  });

  test('never writes over what was written by hand', async () => {
    const desk = open({ answers });
    await desk.type(desk.category, 'fraud');
    await desk.key(desk.category, 'Enter');
    await desk.type(desk.place, 'Row 3');
    await desk.type(desk.getByLabelText('Number to call back'), '110');
    await desk.say('e-bike stolen shengli road 5');
    expect([desk.category.value, desk.place.value]).toEqual(['Fraud', 'Row 3']);
    expect((desk.getByLabelText('Number to call back') as HTMLInputElement).value).toBe('110');
    expect((desk.getByLabelText('In a few words') as HTMLInputElement).value).toBe('e-bike stolen');
  });

  test('takes back what it has said, where another word says something else', async () => {
    const heard = { ...answers };
    const desk = open({ answers: heard });
    await desk.say('e-bike stolen shengli road 5');
    expect(desk.category.value).toBe('Theft');
    Object.assign(heard, { 'POST /calls/reading': { categories: [], places: [], said: 'please hold' } });
    await desk.say('please hold');
    expect([desk.category.value, desk.place.value]).toEqual(['', '']);
  });

  test('offers what else it could mean; what is chosen stays while the line still holds it', async () => {
    const desk = open({ answers });
    await desk.say('stolen shengli');
    expect(desk.options().map((option) => option.querySelector('span')!.textContent)).toEqual([
      'Shengli Road / Tongren Road',
      'Burglary',
    ]);
    await desk.key(desk.line, 'ArrowDown');
    await desk.key(desk.line, 'Enter');
    expect(desk.place.value).toBe('Shengli Road / Tongren Road');
    await desk.say('stolen shengli r');
    expect(desk.place.value).toBe('Shengli Road / Tongren Road');
    expect(desk.sent.some(({ path }) => path === '/calls')).toBe(false);
  });

  test('that nobody could read is kept as it was said', async () => {
    const desk = open({ answers: { 'POST /calls/reading': refusal(503) } });
    await desk.say('something about a dog');
    await desk.type(desk.category, 'theft');
    await desk.key(desk.category, 'Enter');
    await desk.key(desk.category, 'Enter');
    await settled();
    expect(filedOf(desk)).toMatchObject({ title: 'something about a dog' });
  });
});

describe('where a call is', () => {
  test('is where somebody clicks on the map, whatever was said of it', async () => {
    const desk = open();
    await desk.type(desk.place, 'behind the bus stop');
    await desk.point(square.at);
    expect(desk.place.value).toBe('behind the bus stop');
    expect(desk.container.querySelector('.placed')!.textContent).toMatch(/On the map: Chengxi/);
  });

  test('is no more what was found by a name that is not said any more', async () => {
    const desk = open({ answers: { [`/city/search?text=xinning`]: { items: [found] } } });
    await desk.look('xinning');
    await desk.key(desk.place, 'Enter');
    await desk.type(desk.place, 'Xinning Square, the north gate');
    expect(desk.container.querySelector('.placed')!.textContent).toMatch(/Xinning Square/);
    await desk.type(desk.place, 'Haihu');
    expect(desk.container.querySelector('.placed')!.textContent).toMatch(/Not on the map/);
  });

  test('of a street is said to be no more than its middle', async () => {
    const street = { ...found, kind: 'street', id: 'xinning', names: { en: 'Xinning Road', zh: '新宁路' } };
    const desk = open({ answers: { [`/city/search?text=xinning`]: { items: [street] } }, lang: 'zh-CN' });
    await desk.look('xinning');
    await desk.key(desk.place, 'Enter');
    expect(desk.place.value).toBe('新宁路');
    expect(desk.container.querySelector('.placed')!.textContent).toMatch(/确切位置/);
  });
});

describe('what may be the same', () => {
  const near: LonLat = [square.at[0] + 0.0003, square.at[1]];

  test('is shown before it is filed, and the call is filed as a duplicate of it', async () => {
    const desk = open({ board: boardWith(near) });
    await desk.point(square.at);
    const [row] = desk.container.querySelectorAll('[data-nearby]');
    expect(row!.textContent).toMatch(/XN26-7.*27 m apart, 60 min apart/s);
    await desk.type(desk.category, 'theft');
    await desk.key(desk.category, 'Enter');
    await fireEvent.click(desk.getByRole('button', { name: /duplicate of XN26-7/ }));
    await settled();
    const into = row!.getAttribute('data-nearby');
    expect(desk.sent.map(({ path }) => path)).toEqual(['/calls', '/incidents/i9/merge']);
    expect(desk.sent[1]!.body).toEqual({ into });
    expect(desk.went).toEqual([{ view: 'queue', beside: null, incident: into }]);
  });

  test('is said when the call could be filed and not merged: nothing of it is lost in silence', async () => {
    const desk = open({ board: boardWith(near), answers: { 'POST /incidents/i9/merge': refusal(409) } });
    await desk.point(square.at);
    await desk.type(desk.category, 'theft');
    await desk.key(desk.category, 'Enter');
    await fireEvent.click(desk.getByRole('button', { name: /duplicate of XN26-7/ }));
    await settled();
    expect(desk.told[0]).toMatch(/^XN26-9 is filed, but not merged with XN26-7/);
  });
});

describe('what was written of a call', () => {
  test('is there again after Esc, a reload and a lost session, as the same call', async () => {
    const first = open({ answers: { 'POST /calls': refusal(401) } });
    await first.type(first.category, 'theft');
    await first.key(first.category, 'Enter');
    await first.point(square.at);
    await first.key(first.place, 'Enter');
    await settled();
    expect(first.container.querySelector('[data-refused]')!.textContent).toMatch(/signed out/);
    await first.key(first.place, 'Escape');
    expect(first.went).toEqual([{ view: 'queue', beside: null }]);
    first.unmount();
    const again = open({ memory: first.memory });
    expect(again.category.value).toBe('Theft');
    await again.key(again.category, 'Enter');
    await settled();
    expect(again.sent[0]!.body).toEqual(first.sent[0]!.body);
  });

  test('can be discarded, and that taken back', async () => {
    const desk = open();
    await desk.type(desk.place, 'Row 3');
    await fireEvent.click(desk.getByRole('button', { name: 'Discard' }));
    expect(desk.place.value).toBe('');
    expect([...desk.memory.kept]).toEqual([]);
    expect(desk.told).toEqual(['The call was discarded.']);
  });

  test('is marked where the server found it wrong', async () => {
    const answer = refusal(422, { why: 'invalid', errors: [{ pointer: '/category', detail: 'is not a category' }] });
    const desk = open({ answers: { 'POST /calls': answer } });
    await desk.type(desk.category, 'theft');
    await desk.key(desk.category, 'Enter');
    await desk.key(desk.category, 'Enter');
    await settled();
    expect(desk.category.getAttribute('aria-invalid')).toBe('true');
  });
});
