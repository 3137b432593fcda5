import type { TrendWeeks } from '#data/contract/trend-weeks.ts';
import { againstBand } from '#client/charts/band-weeks-option.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { TrendsWords } from '#client/words/console/en/trends.ts';

/** Noon of a local day `2026-11-30`: on that day in every city. */
export const dayAt = (day: string) => Date.parse(`${day}T12:00Z`);

/** What the picture of the weeks shows, in sentences: the last week first, then what lasted, then how sure it is. */
export function weeksSaid(answer: TrendWeeks, words: TrendsWords, say: Speech): string[] {
  const { weeks, band, changes, signals, ewma, spread } = answer;
  const date = (day: string) => say.date(dayAt(day));
  const said: string[] = [];
  const last = weeks.at(-1);
  if (last) {
    const stand = againstBand(last);
    const within =
      stand === 'free'
        ? '.'
        : words.expected(say.number(last.low!), say.number(last.high!)) +
          { above: words.above, below: words.below, within: words.inBand }[stand];
    said.push(words.lastWeek(date(last.from), say.number(last.count)) + within);
  }
  if ('insufficient' in band) said.push(words.noBand(say.number(band.needs), say.number(band.has)));
  else if (!band.shown) said.push(words.noBetter);
  if ('insufficient' in changes) said.push(words.tooFewWeeks(say.number(changes.needs), say.number(changes.has)));
  else if (changes.length === 0) said.push(words.noChange);
  else
    for (const { at, low, high, before, after } of changes)
      said.push(words.changed(date(at), date(low), date(high), say.decimal(before), say.decimal(after)));
  const signal = 'insufficient' in signals ? undefined : signals.at(-1);
  if (signal) said.push(words.piled(date(signal.since), signal.side));
  if (!('insufficient' in ewma) && typeof last?.ewma === 'number') {
    const beyond = last.ewma > ewma.high || last.ewma < ewma.low;
    // Not -0.0.
    const value = Math.round(last.ewma * 10) / 10 || 0;
    said.push(words.smooth(say.decimal(value), say.decimal(ewma.high), beyond));
  }
  if (!('insufficient' in band) && band.shown)
    said.push(words.score(say.number(band.weeks), say.decimal(band.error), say.decimal(band.lastYear)));
  if (spread > 1.05) said.push(words.spread(say.decimal(spread)));
  return said;
}
