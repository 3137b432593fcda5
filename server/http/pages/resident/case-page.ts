import type { CityPack } from '#data/contract/city-pack.ts';
import type { ToldCase, ToldLine } from '#data/contract/told-case.ts';
import { html, type Html } from './html.ts';
import { inLanguage, type Language, momentIn } from './language.ts';
import { emergency, phoneLink, shell } from './shell.ts';
import { residentWords } from './words.ts';

export type CaseShown = {
  key: string;
  language: Language;
  build: string;
  city: CityPack['city'];
  /** What has just been said or come in. */
  note?: 'taken' | 'said' | 'notNow' | undefined;
  leftOut?: boolean;
  /** Made with the page, so that what is said twice is said once. */
  ref: string;
};

/** A report as whoever made it follows it: how it stands, what has happened, and what they say of it. */
export function casePage(told: ToldCase, shown: CaseShown): Html {
  const { key, language, build, city, ref } = shown;
  const words = residentWords[language];
  const moment = momentIn(language, city.timeZone);
  const path = `/case/${encodeURIComponent(told.number)}?key=${encodeURIComponent(key)}`;
  const { reply } = told;
  const photo = (id: string) =>
    html`<img
      src="/api/v1/cases/${encodeURIComponent(told.number)}/photos/${id}?key=${encodeURIComponent(key)}"
      alt="${words.result}"
    />`;

  const body = html`<p class="over">${words.case}</p>
    ${notes(shown)}
    <h1><span class="state" data-state="${told.state}">${words.states[told.state]}</span></h1>
    ${reply && html`<div class="reply">${telling(reply)}</div>`}
    <dl>
      <dt>${words.number}</dt>
      <dd>${told.number}</dd>
      <dt>${words.kind}</dt>
      <dd>${inLanguage((told.service ?? told.category).names, language)}</dd>
      ${
        told.service &&
        told.service.papers.length > 0 &&
        html`<dt>${words.papers}</dt>
          ${told.service.papers.map((paper) => html`<dd>${inLanguage(paper, language)}</dd>`)}`
      }
      <dt>${words.received}</dt>
      <dd>${moment(told.received)}</dd>
      ${
        told.promised !== undefined &&
        html`<dt>${words.promised}</dt>
          <dd>${moment(told.promised)}</dd>`
      }
    </dl>
    ${told.exercise && html`<p class="hint">${words.exercise}</p>`}
    ${
      told.may.includes('rate') &&
      html`<form method="post" action="${path}" class="mark">
        <h2>${words.yourMark}</h2>
        ${hidden()}
        <label for="missing">${words.reopenHint}</label>
        <textarea id="missing" name="text" rows="3" maxlength="2000" dir="auto"></textarea>
        <p class="two">
          <button type="submit" name="satisfied" value="yes">${words.yes}</button>
          <button type="submit" name="satisfied" value="no" class="plain">${words.no}</button>
        </p>
      </form>`
    }
    ${
      !told.may.includes('rate') &&
      told.may.includes('word') &&
      html`<form method="post" action="${path}">
        <h2>${words.say}</h2>
        ${hidden()}
        <label for="text">${words.sayHint}</label>
        <textarea id="text" name="text" rows="3" maxlength="2000" required dir="auto"></textarea>
        <button type="submit" name="say" value="word">${words.sendWord}</button>
      </form>`
    }
    <section aria-labelledby="happened">
      <h2 id="happened">${words.happened}</h2>
      <ol class="steps" reversed>
        ${told.steps.toReversed().map(step)}
      </ol>
    </section>
    <p class="hint">${words.keep}</p>
    ${city.phones && html`<p class="call">${phoneLink(city.phones.hotline, html`<span>${words.call}</span> <strong>${city.phones.hotline}</strong>`)}</p>`}`;
  return shell({ words, title: `${told.number} · ${words.case}`, here: path, build, body });

  function hidden(): Html {
    return html`<input type="hidden" name="key" value="${key}" /><input type="hidden" name="ref" value="${ref}" /><input
        type="hidden"
        name="lang"
        value="${words.lang}"
      />`;
  }

  function step({ at, step: name, organisation, due, reply: told, rating, text }: ToldLine): Html {
    return html`<li>
      <time datetime="${new Date(at).toISOString()}">${moment(at)}</time>
      <p>${words.steps[name]}${organisation && html`: ${inLanguage(organisation.names, language)}`}</p>
      ${due !== undefined && html`<p>${words.until(moment(due))}</p>`}
      ${
        told &&
        html`<p><strong>${words.states[told.outcome]}</strong></p>
          ${telling(told)}`
      }
      ${rating && html`<p>${rating.satisfied ? words.satisfied : words.notSatisfied}</p>`}
      ${text !== undefined && html`<blockquote dir="auto">${text}</blockquote>`}
    </li>`;
  }

  /** What was told, in the order in which it is asked: what, by when, by whom, why. */
  function telling({ text, due, to, reason, decidedBy, photo: id }: NonNullable<ToldLine['reply']>): Html {
    const pairs: [string, string | undefined][] = [
      [words.plannedFor, due === undefined ? undefined : moment(due)],
      [words.handedTo, to],
      [words.why, reason],
      [words.decidedBy, decidedBy],
    ];
    return html`${text !== undefined && html`<p dir="auto">${text}</p>`}
      <dl>
        ${pairs.map(
          ([label, value]) =>
            value !== undefined &&
            html`<dt>${label}</dt>
              <dd dir="auto">${value}</dd>`,
        )}
      </dl>
      ${id !== undefined && photo(id)}`;
  }
}

/** A report that waits for a person, or that one has passed over. */
export function waitingPage(number: string, isWaiting: boolean, shown: Omit<CaseShown, 'ref'>): Html {
  const { language, build, city, key } = shown;
  const words = residentWords[language];
  const body = html`<p class="over">${words.case}</p>
    ${notes(shown)}
    <h1>${isWaiting ? words.waiting : words.passedOver}</h1>
    <p>${isWaiting ? words.waitingText : words.passedOverText}</p>
    <dl>
      <dt>${words.number}</dt>
      <dd>${number}</dd>
    </dl>
    ${isWaiting && html`<p class="hint">${words.keep}</p>`}
    ${city.phones && html`<p class="call">${phoneLink(city.phones.hotline, html`<span>${words.call}</span> <strong>${city.phones.hotline}</strong>`)}</p>`}
    ${emergency(city.phones, words)}`;
  const here = `/case/${encodeURIComponent(number)}?key=${encodeURIComponent(key)}`;
  return shell({ words, title: `${number} · ${words.case}`, here, build, body });
}

function notes({ note, leftOut, language }: Pick<CaseShown, 'note' | 'leftOut' | 'language'>): Html {
  const words = residentWords[language];
  return html`${note && html`<p class="note" role="status">${words[note]}</p>`}${leftOut && html`<p class="note">${words.leftOut}</p>`}`;
}
