import type { Card } from '#data/contract/card.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Post } from '#data/contract/grid.ts';
import { onDuty } from '#data/rules/card-duty.ts';
import { postNames } from '../../../cards/post-names.ts';
import type { Areas } from '../../../city/areas.ts';
import type { HttpParts } from '../../parts.ts';
import { mapBounds } from './card-map.ts';
import { html, type Html } from './html.ts';
import { inLanguage, type Language } from './language.ts';
import { emergency, phoneLink, shell } from './shell.ts';
import { residentWords, type Words } from './words.ts';

/** What stands in the form when it is shown: what was written, where it comes back. */
export type Written = {
  ref: string;
  category?: string;
  description?: string;
  address?: string;
  name?: string;
  phone?: string;
  wrong?: keyof Words['wrong'];
};

type Parts = {
  card: Card;
  written: Written;
  /** Of the proof of work. */
  challenge: string;
  language: Language;
  build: string;
  now: number;
};

type City = Pick<HttpParts, 'board' | 'pack'> & { areas: Areas };

/** Who answers for the place of a card, whom to phone, and a form; all of it without a script. */
export function cardPage(
  { board, pack, areas }: City,
  { card, written, challenge, language, build, now }: Parts,
): Html {
  const words = residentWords[language];
  const { place } = card;
  const name = (names: Parameters<typeof inLanguage>[0]) => inLanguage(names, language);
  const id = 'community' in place ? place.community : place.cell;
  const community = 'community' in place ? place.community : areas.cell(place.cell)?.community;
  const title = name(areas.namesOf(id) ?? pack.city.names);
  const post = 'cell' in place ? onDuty(board().cells.get(place.cell)?.posts, place.post, now) : null;
  const organisations = pack.organisations.filter(
    (each) => each.area === community && ['neighbourhood-committee', 'community-police'].includes(each.class),
  );
  const { phones } = pack.city;
  const line = organisations.find(({ phone }) => phone !== undefined)?.phone ?? phones?.hotline;
  const here = `/card/${card.code}`;

  const body = html`<p class="over">${name(pack.city.names)}</p>
    <h1>${title}</h1>
    <section class="duty" aria-labelledby="duty">
      <h2 id="duty">${words.responsible}</h2>
      ${'cell' in place && (post ? responsible(post) : html`<p>${words.nobody}</p>`)}
      ${
        organisations.length > 0 &&
        html`<ul class="organisations">
          ${organisations.map(({ names }) => html`<li>${name(names)}</li>`)}
        </ul>`
      }
      ${
        line !== undefined &&
        html`<p class="call">${phoneLink(line, html`<span>${words.call}</span> <strong>${line}</strong>`)}</p>`
      }
      ${emergency(phones, words)}
    </section>
    <form
      method="post"
      action="/api/v1/cards/${card.code}/reports?lang=${words.lang}"
      enctype="multipart/form-data"
      data-challenge="${challenge}"
      data-words="${JSON.stringify(scriptWords(words))}"
    >
      <h2>${words.report}</h2>
      ${written.wrong !== undefined && html`<p class="wrong" role="alert">${words.wrong[written.wrong]}</p>`}
      <input type="hidden" name="ref" value="${written.ref}" />
      <label for="description">${words.what}</label>
      <p class="hint" id="what-hint">${words.whatHint}</p>
      <textarea
        id="description"
        name="description"
        rows="4"
        maxlength="4000"
        required
        dir="auto"
        aria-describedby="what-hint"
      >
${written.description}</textarea>
      <label for="category">${words.category}</label>
      <select id="category" name="category" required>
        <option value="">${words.choose}</option>
        ${categories(pack.categories)}
      </select>
      <label for="address">${words.where}</label>
      <p class="hint" id="where-hint">${words.whereHint}</p>
      <input
        id="address"
        name="address"
        maxlength="300"
        value="${written.address}"
        dir="auto"
        autocomplete="off"
        aria-describedby="where-hint"
      />
      <div
        class="place"
        data-place
        data-map="${here}/map.svg?lang=${words.lang}"
        data-bounds="${mapBounds(place, areas)
          .map((degrees) => degrees.toFixed(6))
          .join(' ')}"
      ></div>
      <label for="photos">${words.photos}</label>
      <p class="hint" id="photos-hint">${words.photosHint}</p>
      <input
        id="photos"
        name="photos"
        type="file"
        accept="image/jpeg,image/png,image/webp"
        multiple
        aria-describedby="photos-hint"
      />
      <fieldset>
        <legend>${words.contact}</legend>
        <p class="hint">${words.contactHint}</p>
        <label for="name">${words.yourName}</label>
        <input id="name" name="name" maxlength="120" value="${written.name}" dir="auto" autocomplete="name" />
        <label for="phone">${words.yourPhone}</label>
        <input id="phone" name="phone" type="tel" maxlength="40" value="${written.phone}" autocomplete="tel" />
      </fieldset>
      <button type="submit">${words.send}</button>
      <p class="said" role="status" data-said></p>
    </form>`;
  return shell({ words, title: `${title} · ${words.name}`, here, build, script: true, body });

  function responsible({ role, name: called }: Post): Html {
    const asked = 'cell' in place ? place.post : undefined;
    const stands = asked !== undefined && asked !== role && words.standsIn(name(postNames[asked]));
    return html`<p class="person">
      <strong>${called ?? name(postNames[role])}</strong>
      ${called !== undefined && html`<span>${name(postNames[role])}</span>`} ${stands && html`<span>${stands}</span>`}
    </p>`;
  }

  function categories({ groups, categories: all }: CityPack['categories']): Html[] {
    return groups.map(
      (group) =>
        html`<optgroup label="${name(group.names)}">
          ${all
            .filter((each) => each.id.startsWith(`${group.id}/`))
            .map(
              (each) =>
                html`<option value="${each.id}" ${each.id === written.category && html`selected`}>
                  ${name(each.names)}
                </option>`,
            )}
        </optgroup>`,
    );
  }
}

/** What the page's script says: only what it brings itself. */
const ofScript = [
  'useMap',
  'mapHint',
  'usePosition',
  'positionUsed',
  'positionFailed',
  'pinned',
  'unpin',
  'sending',
  'noLine',
  'failed',
] as const satisfies (keyof Words)[];
const scriptWords = (words: Words) => Object.fromEntries(ofScript.map((word) => [word, words[word]]));
