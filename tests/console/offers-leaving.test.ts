import { flushSync, mount } from 'svelte';
import { expect, test } from 'vitest';
import { createOffers } from '#client/console/keys/offers.svelte.ts';
import { createTestClock } from '../support/test-clock.ts';
import Changing from './Changing.svelte';

test('what a part offers is heard, whichever others leave in the same moment', () => {
  const offers = createOffers(createTestClock());
  const parts = mount(Changing, { target: document.body, props: { offers } });
  const heard = () => offers.all().map(({ id }) => id);
  const show = (...names: string[]) => {
    parts.show(names);
    flushSync();
  };
  flushSync();
  expect(heard()).toEqual(['map', 'units']);
  show('incident');
  expect(heard()).toEqual(['incident']);
  show('map', 'units');
  expect(heard()).toEqual(['map', 'units']);
  show('units', 'incident');
  expect(heard()).toEqual(['units', 'incident']);
});
