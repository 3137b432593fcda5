import { cleanup, render } from '@testing-library/svelte';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type * as Cases from '#client/gallery/cases.ts';
import Gallery from '#client/gallery/Gallery.svelte';
import { giveRoom } from '../../client/room.ts';

vi.mock('#client/gallery/cases.ts', async (original) => {
  const { gallery } = await original<typeof Cases>();
  const { emptyBoard } = await import('#data/contract/board.ts');
  const { createSpeech } = await import('#client/words/shared/speech.ts');
  const { default: UnitsPanel } = await import('#client/panels/units/UnitsPanel.svelte');
  const say = createSpeech('en', 'Asia/Shanghai');
  const props = { units: emptyBoard.units, services: [], names: {} as never, asOf: null, now: 0, say };
  return { galleryCases: () => [gallery('tides', 'not yet', null, UnitsPanel, props)] };
});

beforeAll(() => giveRoom(500, 400));
afterEach(cleanup);

test('a made-up panel has its place in the gallery, and stands there in each of its states', () => {
  const { getByRole, getByText, container } = render(Gallery, {
    props: { query: new URLSearchParams('panel=tides'), options: { lang: 'en', theme: 'dark' } as never },
  });
  expect(getByRole('link', { name: 'tides' }).getAttribute('aria-current')).toBe('page');
  getByText('not yet');
  expect(container.querySelector('[data-panel]')).not.toBeNull();
});
