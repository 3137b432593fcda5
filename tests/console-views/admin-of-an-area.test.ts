import { describe, expect, test } from 'vitest';
import type { AreaId, PersonId, UnitId } from '#data/contract/ids.ts';
import { beyondReach } from '#data/rules/reach.ts';
import { addAction, personActions } from '#client/console/actions/person.ts';
import { consoleWords } from '#client/words/console/console-words.ts';
import { cityNames } from '#client/words/shared/city-names.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { makeUnit } from '../support/make-rows.ts';
import { community, organisation, person, say } from './made-desk.ts';

const district = madePack.areas.find(({ level }) => level === 'district')!.id;
const elsewhere = madePack.areas.filter(({ level }) => level === 'district')[1]!.id;
const homeOf = (area: AreaId) => madePack.areas.find(({ parent }) => parent === area)!.id;
const me = person({ id: 'adm' as PersonId, role: 'admin', area: district });
const ours = person({ id: 'ours' as PersonId, area: homeOf(district), unit: 'u1' as UnitId });
const theirs = person({ id: 'theirs' as PersonId, area: elsewhere, unit: 'u2' as UnitId });
const ofAll = person({ id: 'all' as PersonId });
const watching = person({ id: 'watch' as PersonId, area: district, oversight: true });
const people = [me, ours, theirs, ofAll, watching];
const register = {
  me,
  people,
  pack: madePack,
  organisations: [organisation],
  units: ['u1', 'u2', 'u3'].map((id) => makeUnit({ id: id as UnitId })),
  words: say.of(consoleWords),
  say,
  names: cityNames(madePack, say),
};
const optionsOf = (action: ReturnType<typeof addAction>, name: string) => {
  const field = action.fields?.find((each) => each.name === name);
  return field && 'options' in field ? field.options.map(({ value }) => value) : null;
};

describe('an administrator of a part of the city is offered what the server takes of them:', () => {
  test('somebody new within it, by a unit whose crew works there, and no oversight', () => {
    const add = addAction(register);
    const areas = optionsOf(add, 'area')!;
    expect(areas).toContain(district);
    expect(areas).not.toContain(elsewhere);
    expect(areas.length).toBeGreaterThan(3);
    expect(add.fields?.find(({ name }) => name === 'area')).toMatchObject({ required: true });
    expect(optionsOf(add, 'unit')).toEqual(['u1']);
    expect(optionsOf(add, 'oversight')).toBeNull();
    const path = [community as AreaId | undefined];
    while (path.at(-1) !== undefined) path.push(madePack.areas.find(({ id }) => id === path.at(-1))?.parent);
    expect(optionsOf(add, 'organisation')).toEqual(path.includes(district) ? [organisation.id] : []);
  });

  test('nothing about whoever works beyond it, or has oversight', () => {
    expect(personActions(ours, register).map(({ name }) => name)).toContain('change');
    for (const other of [theirs, ofAll, watching]) expect(personActions(other, register)).toEqual([]);
  });

  test('and of the whole city, everything', () => {
    const whole = { ...register, me: person({ role: 'admin' }) };
    expect(optionsOf(addAction(whole), 'area')).toHaveLength(madePack.areas.length);
    expect(optionsOf(addAction(whole), 'unit')).toEqual(['u1', 'u2', 'u3']);
    expect(optionsOf(addAction(whole), 'oversight')).toEqual(['yes']);
    for (const other of people) expect(personActions(other, whole)).not.toEqual([]);
  });

  test('every value that a form offers is one that the rule takes', () => {
    const pack = { areas: madePack.areas, organisations: [organisation] };
    const change = personActions(ours, register)[0]!;
    for (const field of ['area', 'organisation', 'unit'] as const)
      for (const value of optionsOf(change, field)!)
        expect(beyondReach(me, ours, { ...ours, [field]: value as never }, pack, people)).toEqual([]);
  });
});
