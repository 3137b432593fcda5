import { describe, expect, test } from 'vitest';
import { pressName, matches, type Press } from '#client/console/keys/key-press.ts';
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
