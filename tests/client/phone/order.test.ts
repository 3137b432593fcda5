import { cleanup, render } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { madePack } from '#client/gallery/made-pack.ts';
import type { Page } from '#client/phone/page.ts';
import WorkScreen from '#client/phone/screens/WorkScreen.svelte';
import { phoneWords } from '#client/words/phone/phone-words.ts';
import { cityNames } from '#client/words/shared/city-names.ts';
import { createSpeech } from '#client/words/shared/speech.ts';
import { makeIncident } from '../../support/make-rows.ts';
import PhonePart from './PhonePart.svelte';

const MINUTE = 60_000;
const now = Date.UTC(2026, 10, 26, 6);
const say = createSpeech('en', 'UTC');

afterEach(cleanup);

test('the phone lists incidents in the order of every list, and says the limit that its heading goes by', () => {
  const due = (minutes: number) => ({ due: { resolve: now + minutes * MINUTE } });
  const incidents = [
    makeIncident({ id: 'later', priority: 2, ...due(600) }),
    makeIncident({ id: 'late', priority: 4, ...due(-5) }),
    makeIncident({ id: 'done', priority: 1, state: 'resolved', ...due(5) }),
    makeIncident({ id: 'soon', priority: 3, ...due(30) }),
    makeIncident({ id: 'grave', priority: 1, ...due(900) }),
    makeIncident({ id: 'paused', priority: 2, suspended: { since: now - MINUTE, until: now + MINUTE }, ...due(20) }),
  ];
  const page = {
    own: { work: { incidents, inspections: [], dangers: [] }, queue: [], ahead: [] },
    person: {},
    brief: { checklists: [] },
    names: cityNames(madePack, say),
    words: phoneWords.en,
    say,
    now,
  };
  const { container } = render(PhonePart, {
    props: { page: page as unknown as Page, parts: [WorkScreen] as Component[] },
  });
  const cards = [...container.querySelectorAll<HTMLElement>('[data-incident]')];
  expect(cards.map((card) => card.dataset['incident'])).toEqual(['grave', 'late', 'soon', 'later', 'paused', 'done']);
  const limits = cards.map((card) => card.querySelector('.late')?.textContent?.trim());
  expect(limits.filter(Boolean)).toHaveLength(1);
  expect(limits[1]).toContain('5 min');
});
