import { cleanup, render } from '@testing-library/svelte';
import { flushSync, type Component } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { createAnnouncer } from '#client/phone/announcer.svelte.ts';
import type { Page } from '#client/phone/page.ts';
import Announced from '#client/phone/parts/Announced.svelte';
import HelpBand from '#client/phone/parts/HelpBand.svelte';
import LineBand from '#client/phone/parts/LineBand.svelte';
import type { Line } from '#client/phone/work/line.ts';
import { phoneWords } from '#client/words/phone/phone-words.ts';
import { createSpeech } from '#client/words/shared/speech.ts';
import { createState } from '../state.svelte.ts';
import PhonePart from './PhonePart.svelte';

const words = phoneWords.en;
const fresh = (ageMs: number): Line => ({ state: 'fresh', asOf: 1_000_000, ageMs });
const live = '[aria-live], [role=status], [role=alert]';

/** The bands and the regions of a page whose line is set by hand. */
function shown() {
  const line = createState<Line>({ state: 'none', asOf: null, ageMs: 0 });
  const help = createState<number | undefined>(undefined);
  const own = {
    queue: [],
    refused: null,
    notKept: false,
    get line() {
      return line.now;
    },
    get told() {
      return help.now === undefined ? {} : { unit: { panic: help.now } };
    },
  };
  const page = { own, words, say: createSpeech('en', 'UTC'), now: 1_000_000, announcer: createAnnouncer() };
  const { container } = render(PhonePart, {
    props: { page: page as unknown as Page, parts: [Announced, LineBand, HelpBand] as Component[] },
  });
  const heard: string[] = [];
  const watch = new MutationObserver((changes) => {
    for (const { target } of changes) {
      const region = (target instanceof Element ? target : target.parentElement)?.closest(live);
      if (region?.textContent) heard.push(`${region.getAttribute('aria-live') ?? region.role}: ${region.textContent}`);
    }
  });
  watch.observe(container, { subtree: true, childList: true, characterData: true });
  const now = async (next: Line) => {
    line.now = next;
    flushSync();
    await Promise.resolve();
  };
  return { container, heard, now, help };
}

afterEach(cleanup);

describe('what a screen reader hears of the phone', () => {
  test('is nothing of an age that moves with every second', async () => {
    const { container, heard, now } = shown();
    for (const second of [0, 1, 2, 3]) await now(fresh(second * 1000));
    expect(container.textContent).toContain('3 s old');
    expect(heard).toEqual([]);
  });

  test('is every change of the line once, and a call for help that was heard', async () => {
    const { heard, now, help } = shown();
    await now(fresh(0));
    for (const age of [21_000, 22_000, 23_000]) await now({ ...fresh(age), state: 'lost' });
    await now(fresh(0));
    await now({ ...fresh(0), state: 'lost' });
    help.now = 1_000_000;
    flushSync();
    await Promise.resolve();
    expect(heard).toEqual([
      `assertive: ${words.line.lost}. ${words.line.kept}`,
      `polite: ${words.line.back}`,
      `assertive: ${words.line.lost}. ${words.line.kept}`,
      `assertive: ${words.help.called('00:16:40')}`,
    ]);
  });

  test('comes from two regions, one of each kind', () => {
    const { container } = shown();
    expect([...container.querySelectorAll(live)].map((region) => region.getAttribute('aria-live'))).toEqual([
      'polite',
      'assertive',
    ]);
  });
});
