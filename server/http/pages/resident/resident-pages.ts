import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router, type Request, type Response } from 'express';
import { CaseKey, CaseWord } from '#data/contract/told-case.ts';
import { problem } from '#data/contract/problem.ts';
import { createCards } from '../../../cards/cards.ts';
import { createOwedCases, type OpenCase } from '../../../desk/owed-cases.ts';
import { waitingIncident } from '../../../intake/channels/card/waiting-number.ts';
import { waitingId } from '../../../intake/letters/letter-box.ts';
import { onlyRead, refuseWrites } from '../../other-methods.ts';
import type { HttpParts } from '../../parts.ts';
import { seldom } from '../../seldom.ts';
import { sendProblem } from '../../send.ts';
import { cardMap } from './card-map.ts';
import { cardPage } from './card-page.ts';
import { casePage, type CaseShown, waitingPage } from './case-page.ts';
import { htmlText } from './html.ts';
import { languageOf } from './language.ts';
import { nothingPage, sendPage } from './shell.ts';
import { residentWords } from './words.ts';

/** Asked for more often from one address in a minute, a page is somebody's guessing. */
const PER_MINUTE = 120;

/** What residents open: a contact card, and a report that they follow. Whole without a script. */
export function residentPages(parts: HttpParts & { dist: string }): Router {
  const { areas, board, build, caseKeys: keys, clock, counts, desk, dist, pack, proofs, store } = parts;
  const cards = createCards({ drawers: store.drawers, areas, clock });
  const cases = createOwedCases({ store, desk, opens: keys.opens, pack, clock });
  const { city } = pack;
  const routes = Router();
  const limit = seldom(counts, 'resident pages', PER_MINUTE, 'too many pages from one address');

  for (const [name, type] of [
    ['page.css', 'css'],
    ['page.js', 'js'],
  ] as const)
    onlyRead(routes, `/card/${name}`, (_request, response) => {
      const file = join(dist, 'card', name);
      if (!existsSync(file)) return sendProblem(response, problem(404));
      response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
      response.type(type).sendFile(file);
    });

  routes
    .route('/card/:code')
    .get(limit, async (request: Request<{ code: string }>, response: Response) => {
      const language = languageOf(request);
      const card = await cards.find(request.params.code);
      if (!card || card.revoked !== undefined)
        return sendPage(response, { status: 404, page: noCard(request, card !== null) });
      const written = { ref: randomUUID() };
      const challenge = await proofs.ask(card.code);
      const now = clock.now();
      const page = cardPage({ board, pack, areas }, { card, written, challenge, language, build, now });
      sendPage(response, { status: 200, page, referrer: 'same-origin', asksPosition: true });
    })
    .all(refuseWrites);

  routes
    .route('/card/:code/map.svg')
    .get(limit, async (request: Request<{ code: string }>, response: Response) => {
      const card = await cards.find(request.params.code);
      if (!card) return sendProblem(response, problem(404));
      response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'none'");
      response.setHeader('Cache-Control', 'public, max-age=86400');
      response.type('svg').send(htmlText(cardMap({ pack, areas }, card.place, languageOf(request))));
    })
    .all(refuseWrites);

  routes
    .route('/case/:number')
    .get(limit, async (request: Request<{ number: string }>, response: Response) => {
      const key = CaseKey.safeParse(request.query['key']).data ?? '';
      const { note, left } = request.query;
      const shown = {
        ...shownTo(request, key),
        leftOut: left === 'out',
        ...((note === 'taken' || note === 'said' || note === 'notNow') && { note }),
      } satisfies CaseShown;
      const { number } = request.params;
      const waits = waitingIncident(number);
      if (waits !== null && keys.opens(key, waits)) {
        const row = await store.incidents.get(waits);
        if (row)
          return response.redirect(303, `/case/${row.number}?${new URLSearchParams({ key, lang: shown.language })}`);
        const isWaiting = (await store.letters.get(waitingId('card', 'card', waits))) !== null;
        return sendPage(response, { status: 200, page: waitingPage(number, isWaiting, shown) });
      }
      const found = await cases.open(number, key);
      if (!found) return noCase(request, response);
      sendPage(response, { status: 200, page: casePage(await found.told(), shown) });
    })
    .post(
      limit,
      express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 }),
      async (request: Request<{ number: string }>, response: Response) => {
        const said: Record<string, unknown> = request.body ?? {};
        const key = CaseKey.safeParse(said['key']).data ?? '';
        const found = await cases.open(request.params.number, key);
        if (!found) return noCase(request, response);
        const note = await say(found, said);
        const lang = typeof said['lang'] === 'string' ? said['lang'] : 'en';
        const query = new URLSearchParams({ key, note, lang });
        response.redirect(303, `/case/${encodeURIComponent(request.params.number)}?${query}`);
      },
    )
    .all(refuseWrites);

  return routes;

  function shownTo(request: Request, key: string) {
    return { key, language: languageOf(request), build, city, ref: randomUUID() };
  }

  /** A wrong key and a wrong number are the same page. */
  function noCase(request: Request, response: Response): void {
    const language = languageOf(request);
    const words = residentWords[language];
    const page = nothingPage(
      { title: words.noCase, text: words.noCaseText },
      { words, language, here: '/case/', build, city },
    );
    sendPage(response, { status: 404, page });
  }

  function noCard(request: Request, isRevoked: boolean) {
    const language = languageOf(request);
    const words = residentWords[language];
    const told = isRevoked
      ? { title: words.revoked, text: words.revokedText }
      : { title: words.noCard, text: words.noCardText };
    return nothingPage(told, { words, language, here: '/card/', build, city });
  }
}

/** What a form of the case's page says: a mark, or a word. */
async function say(found: OpenCase, said: Record<string, unknown>): Promise<'said' | 'notNow'> {
  const { key, ref, satisfied } = said;
  const text = typeof said['text'] === 'string' && said['text'].trim() !== '' ? said['text'] : undefined;
  const mark = satisfied === 'yes' || satisfied === 'no' ? { satisfied: satisfied === 'yes' } : {};
  const word = CaseWord.safeParse({ key, ref, ...mark, ...(text !== undefined && { text }) });
  if (!word.success) return 'notNow';
  const { key: _key, ...rest } = word.data;
  return (await found.say(rest)).ok ? 'said' : 'notNow';
}
