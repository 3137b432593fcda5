import { describe, expect, test } from 'vitest';
import { isComposing, pressName, matches, type Press } from '#client/console/keys/key-press.ts';
import { createOffers, type Focus } from '#client/console/keys/offers.svelte.ts';
import { registry } from '#client/console/keys/registry.ts';
import { createTestClock } from '../support/test-clock.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('a key', () => {
  test('is the letter on it where the layout writes none of ours', () => {
    expect(pressName(press('т', { code: 'KeyN' }))).toBe('n');
    expect(pressName(press('л', { code: 'KeyK', ctrlKey: true }))).toBe('Ctrl+K');
  });

  test('is read from what a browser hands over', () => {
    expect(pressName(new KeyboardEvent('keydown', { key: 'F6', code: 'F6', shiftKey: true }))).toBe('Shift+F6');
  });

  test('is what a Latin layout writes, wherever it lies', () => {
    expect(pressName(press('a', { code: 'KeyQ' }))).toBe('a');
    expect(pressName(press('q', { code: 'KeyA', ctrlKey: true }))).toBe('Ctrl+Q');
  });

  test.each([
    ['AZERTY', 'the key named A', { key: 'a', code: 'KeyQ', altKey: true }, registry.alarms.first],
    ['AZERTY', 'M under CapsLock, which lies beside L', { key: 'M', code: 'Semicolon' }, registry.incident.merge],
    ['AZERTY', 'the first digit without Shift', { key: '&', code: 'Digit1' }, '1'],
    ['AZERTY', 'the second, a letter to it', { key: 'é', code: 'Digit2' }, '2'],
    ['AZERTY', 'a digit with Shift', { key: '3', code: 'Digit3', shiftKey: true }, '3'],
    ['AZERTY', 'the slash with Shift', { key: '/', code: 'Period', shiftKey: true }, registry.page.search],
    ['AZERTY', 'the question mark', { key: '?', code: 'KeyM', shiftKey: true }, registry.page.help],
    ['Cyrillic', 'the place of i', { key: 'ш', code: 'KeyI' }, registry.go.call],
    ['Cyrillic', 'the place of A with Alt', { key: 'ф', code: 'KeyA', altKey: true }, registry.alarms.first],
    ['Cyrillic', 'the place of K with Ctrl', { key: 'л', code: 'KeyK', ctrlKey: true }, registry.page.palette],
    ['Cyrillic', 'the place of Z under CapsLock', { key: 'Я', code: 'KeyZ', ctrlKey: true }, registry.page.undo],
    ['Cyrillic', 'the question mark', { key: '?', code: 'Digit7', shiftKey: true }, registry.page.help],
    ['Turkish', 'i without its dot', { key: 'ı', code: 'KeyI' }, registry.go.call],
    ['Apple', 'what Option makes of A', { key: 'å', code: 'KeyA', altKey: true }, registry.alarms.first],
  ])('%s: %s', (_layout, _what, { key, ...more }, name) => {
    expect(pressName(press(key, more))).toBe(name);
  });

  test('that AltGr writes a letter with is no chord: nobody takes a step back by writing Polish', () => {
    const name = pressName(press('ż', { code: 'KeyZ', ctrlKey: true, altKey: true }));
    expect(name).not.toBe(registry.page.undo);
  });

  test('is the input method’s while it composes, however the browser says so', () => {
    const composed = (init: KeyboardEventInit) => isComposing(new KeyboardEvent('keydown', { key: 'Enter', ...init }));
    expect(composed({})).toBe(false);
    expect(composed({ isComposing: true })).toBe(true);
    expect(composed({ keyCode: 229 })).toBe(true);
  });

  test('is the same under CapsLock', () => {
    expect(pressName(press('N', { code: 'KeyN' }))).toBe('n');
    expect(pressName(press('n', { code: 'KeyN', shiftKey: true }))).toBe('N');
  });
});

describe('who hears a key', () => {
  const given: string[] = [];
  function desk() {
    given.length = 0;
    const offers = createOffers(createTestClock());
    const offer = (id: string, key: string, scope?: string) => ({
      id,
      title: id,
      group: '',
      key,
      ...(scope !== undefined && { scope }),
      run: () => given.push(id),
    });
    offers.register(() => [offer('help', '?'), offer('go', 'g q'), offer('reassign', 'a', 'queue')]);
    offers.register(() => [offer('acknowledge', 'a', 'alarms')]);
    return (key: string, focus: Partial<Focus> = {}) =>
      offers.press(press(key), { writing: false, scope: null, main: 'queue', ...focus });
  }

  test('the part that has the focus, and no other part', () => {
    const at = desk();
    at('a', { scope: 'alarms' });
    at('a', { scope: 'queue' });
    expect(at('a', { scope: 'shift' })).toBe(false);
    expect(given).toEqual(['acknowledge', 'reassign']);
  });

  test('the main view while the focus is in no part', () => {
    const at = desk();
    at('a');
    at('a', { main: 'alarms' });
    expect(given).toEqual(['reassign', 'acknowledge']);
  });

  test('the page from anywhere, but not while somebody writes', () => {
    const at = desk();
    at('?', { scope: 'alarms' });
    expect(at('?', { writing: true })).toBe(false);
    at('g', { scope: 'alarms' });
    at('q', { scope: 'alarms' });
    expect(given).toEqual(['help', 'go']);
  });
});

describe('the registry', () => {
  const page = [registry.page, registry.go, registry.unit].flatMap((keys) =>
    Object.values<string | null>(keys).filter((key) => key !== null),
  );
  const parts = Object.entries(registry).filter(([name]) => !['page', 'go', 'unit', 'alarms', 'list'].includes(name));

  test.each(parts)('of %s: no letter is the beginning of a key that the page waits for', (_name, keys) => {
    for (const key of Object.values(keys)) {
      if (key === null) continue;
      expect(page.filter((other) => matches(other, [key]) !== null)).toEqual([]);
      expect(Object.values(registry.list).filter((other) => other === key)).toEqual([]);
    }
  });

  test.each(parts)('of %s: no two actions that are possible at once share a key', (name, keys) => {
    const own = Object.values(keys).filter((key) => key !== null);
    // The clock of an incident either runs or stands.
    const shared = name === 'incident' ? [registry.incident.suspend] : [];
    expect(own.toSorted()).toEqual([...new Set(own), ...shared].toSorted());
  });
});
