import { expect, test } from 'vitest';
import type { Exchange } from '#client/call/exchange.ts';
import type { Answer } from '#client/call/refusal.ts';
import { createSharing } from '#client/phone/duty/sharing.svelte.ts';
import type { Here } from '#client/phone/duty/sharing.ts';
import { fixRefusalSaid } from '#client/phone/refusal-said.ts';
import { phoneWords } from '#client/words/phone/phone-words.ts';
import { unitId } from '../../support/make-rows.ts';

const AHEAD = -15 * 60_000;

/** A phone whose clock is 15 minutes fast, at a server that answers so. */
function shared(...answers: Answer<{ status: number; body: unknown }>[]) {
  const bodies: { at: number }[] = [];
  const exchange: Exchange = async (_method, _path, { body } = {}) => {
    bodies.push(body as { at: number });
    return answers[bodies.length - 1]!;
  };
  let found: (here: Here) => void = () => {};
  const sharing = createSharing({
    person: 'p1',
    ahead: () => AHEAD,
    exchange,
    watch: (parts) => ((found = parts.found), () => {}),
  });
  sharing.share(unitId('u1'));
  const fix = async (at: number) => {
    found({ at, lon: 101.7, lat: 36.6, accuracy: 5 });
    await new Promise((done) => setTimeout(done));
  };
  return { sharing, bodies, fix };
}
const kept = { ok: true, value: { status: 202, body: {} } } as const;
const refused = (status: number, pointer?: string) =>
  ({
    ok: false,
    refusal: { status, title: '', ...(pointer && { errors: [{ pointer, detail: 'lies in the future' }] }) },
  }) as const;

test('where the phone is goes out in the server’s time, whatever the phone’s clock says', async () => {
  const { bodies, fix, sharing } = shared(kept);
  expect(sharing.state).toBe('asking');
  await fix(2_000_000.4);
  expect(bodies[0]!.at).toBe(2_000_000 + AHEAD);
  expect(sharing.state).toBe('on');
});

test('what the server does not take is never said to be shared', async () => {
  const { fix, sharing } = shared(refused(422, '/at'), refused(0), kept);
  await fix(0);
  expect(sharing.state).toBe('refused');
  expect(fixRefusalSaid(sharing.refusal!, phoneWords.en)).toBe('this phone’s clock is wrong.');
  await fix(60_000);
  expect([sharing.state, sharing.refusal]).toEqual(['unsent', null]);
  await fix(120_000);
  expect(sharing.state).toBe('on');
});

test('why it is not taken is said in words, whatever the reason', () => {
  const said = (status: number, why?: string) =>
    fixRefusalSaid({ status, title: '', ...(why && { why }) }, phoneWords.en);
  expect(said(409, 'off-duty')).toBe('the desk has your unit off duty.');
  expect(said(403, 'no-right')).toBe('this is not your unit.');
  expect(said(404)).toBe('the server does not take it.');
});
