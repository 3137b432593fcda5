import type { Response } from 'express';
import type { CityPack } from '#data/contract/city-pack.ts';
import { html, type Html, htmlText } from './html.ts';
import { inLanguage, type Language } from './language.ts';
import type { Words } from './words.ts';

/** Nothing runs and nothing is loaded that we do not serve, no form leads elsewhere, and nobody frames it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

type Sent = {
  status: number;
  page: Html;
  /** A page of ours that posts to us says where it comes from; one whose address holds a key says it to nobody. */
  referrer?: 'same-origin' | 'no-referrer';
  /** It may ask the device where it is. */
  asksPosition?: boolean;
};

/** Kept by no browser and found by no search. */
export function pageHeaders({ referrer = 'no-referrer', asksPosition = false }: Omit<Sent, 'status' | 'page'>) {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    'referrer-policy': referrer,
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow',
    'permissions-policy': asksPosition ? 'geolocation=(self)' : 'geolocation=()',
    vary: 'Accept-Language',
  };
}

export function sendPage(response: Response, { status, page, ...how }: Sent): void {
  for (const [name, value] of Object.entries(pageHeaders(how))) response.setHeader(name, value);
  response.status(status).send(htmlText(page));
}

type Shell = {
  words: Words;
  title: string;
  /** The address of this page, to which the other language is added. */
  here: string;
  /** Names the build: what is loaded with it never changes. */
  build: string;
  script?: boolean;
  body: Html;
};

export function shell({ words, title, here, build, script = false, body }: Shell): Html {
  const version = encodeURIComponent(build);
  return html`<!doctype html>
    <html lang="${words.lang}" translate="no" data-resident>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="/card/page.css?v=${version}" />
        ${script && html`<script type="module" src="/card/page.js?v=${version}"></script>`}
      </head>
      <body>
        <header>
          <a
            class="language"
            href="${here}${here.includes('?') ? '&' : '?'}lang=${words.otherLang}"
            lang="${words.otherLang}"
            >${words.other}</a
          >
        </header>
        <main>${body}</main>
      </body>
    </html>`;
}

type Phones = CityPack['city']['phones'];

/** Links that a telephone dials. */
export function phoneLink(number: string, said: Html | string): Html {
  return html`<a class="phone" href="tel:${number.replace(/[^\d+]/g, '')}">${said}</a>`;
}

export function emergency(phones: Phones, words: Words): Html | false {
  if (!phones || phones.emergency.length === 0) return false;
  return html`<p class="emergency">
    ${words.emergency} ${phones.emergency.map((number) => html` ${phoneLink(number, number)}`)}
  </p>`;
}

/** Where nothing is found: what that means, and whom to call. */
export function nothingPage(
  { title, text }: { title: string; text: string },
  {
    words,
    language,
    here,
    build,
    city,
  }: { words: Words; language: Language; here: string; build: string; city: CityPack['city'] },
): Html {
  const body = html`<p class="over">${inLanguage(city.names, language)}</p>
    <h1>${title}</h1>
    <p>${text}</p>
    ${city.phones && html`<p class="call">${phoneLink(city.phones.hotline, city.phones.hotline)}</p>`}
    ${emergency(city.phones, words)}`;
  return shell({ words, title, here, build, body });
}
