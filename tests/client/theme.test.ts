import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync('client/tokens.css', 'utf8');

/** The colour tokens of one theme. */
function tokens(theme: 'dark' | 'light'): Record<string, string> {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)![1]!;
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map(([, name, value]) => [name, value]),
  );
}

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

/** How much of red, green and blue light a kind of eye tells apart (Viénot, Brettel and Mollon 1999; linear RGB). */
const eyes = {
  protanopia: [0.11238, 0.88762, 0.11238, 0.88762],
  deuteranopia: [0.29275, 0.70725, 0.29275, 0.70725],
} as const;
function seenBy([r1, g1, r2, g2]: readonly [number, number, number, number], hex: string): [number, number, number] {
  const [r, g, b] = [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2) as [
    number,
    number,
    number,
  ];
  return [r1 * r + g1 * g, r2 * r + g2 * g, b];
}

describe.each(['dark', 'light'] as const)('the %s theme', (theme) => {
  const colour = tokens(theme);
  const on = (ink: string, ground: string) => contrast(colour[ink]!, colour[ground]!);

  test.each(['text', 'muted'])('%s can be read on every ground', (ink) => {
    for (const ground of ['surface', 'raised', 'sunken', 'p1-wash', 'p2-wash'])
      expect(on(ink, ground), ground).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['p1', 'p2', 'p3', 'p4'])('%s can be read as text on a panel', (ink) => {
    expect(on(ink, 'raised')).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ['p1', 'p1-wash'],
    ['band-ink', 'band'],
    ['band-ink', 'band-2'],
    ['band-down-ink', 'band-down'],
    ['band-down-ink', 'band-down-2'],
    ['exercise', 'surface'],
    ['accent', 'surface'],
    ['text', 'expected-band'],
  ])('%s can be read on %s', (ink, ground) => {
    expect(on(ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['unit', 'silent', 'attention', 'alert', 'unstaffed', 'bar', 'rule'])(
    'the mark %s stands off from a panel',
    (mark) => {
      expect(on(mark, 'raised')).toBeGreaterThanOrEqual(3);
    },
  );

  test('the heat scale gets steadily stronger', () => {
    const steps = [0, 1, 2, 3, 4, 5].map((step) => on(`heat-${step}`, 'raised'));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  });

  test.each(Object.entries(eyes))('tells P1 from a unit and from P2 with %s', (_eye, matrix) => {
    const [p1, p2, unit] = ['p1', 'p2', 'unit'].map((name) => seenBy(matrix, colour[name]!));
    const apart = (a: number[], b: number[]) => Math.hypot(...a.map((part, index) => part - b[index]!));
    expect(apart(p1!, unit!)).toBeGreaterThan(0.15);
    expect(apart(p1!, p2!)).toBeGreaterThan(theme === 'dark' ? 0.15 : 0.02);
  });
});

test('nothing is set smaller than the smallest readable text', () => {
  const sizes = [...css.matchAll(/--(?:small|body|strong|figure|countdown|clock):\s*([\d.]+)rem/g)].map(([, rem]) =>
    Number(rem),
  );
  expect(sizes).toHaveLength(6);
  expect(Math.min(...sizes)).toBe(1);
});
