import type { Alarm } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';
import { explainAlarm } from '#data/rules/alarm-explanation.ts';
import { alarmWhyWords } from './view-words.ts';
import type { CityNames } from '../shared/city-names.ts';
import type { Speech } from '../shared/speech.ts';

/** Parameters that are instants, ms since 1970; `NAME.ago` says how long ago. */
const instants: ReadonlySet<string> = new Set(['since', 'raised', 'received', 'due', 'found']);
const UNKNOWN = '–';

/** Why an alarm stands or stood, what to do about it and whose it is, in the viewer's language. */
export function alarmSaid(
  alarm: Alarm,
  board: Board,
  now: number,
  say: Speech,
  names: Pick<CityNames, 'category' | 'cell' | 'unit'>,
): { why: string; response: string; responder: string } {
  const words = say.of(alarmWhyWords);
  const { parameters, responder } = explainAlarm(alarm, board, now);
  const units = parameters['units'];
  const why = (alarm.active ? words.why : words.was)[alarm.condition](filled);
  return {
    why: units === undefined || !alarm.active ? why : `${why} ${words.units(String(units))}`,
    response: alarm.active ? words.response[alarm.condition] : words.over,
    responder: words.responders[responder],
  };

  function filled(parameter: string): string {
    const [name = '', ago] = parameter.split('.');
    const value = parameters[name];
    if (value === undefined) return UNKNOWN;
    if (instants.has(name)) return ago ? say.span(Math.abs(now - Number(value))) : say.clock(Number(value), now);
    if (name === 'step') return words.steps[value as keyof typeof words.steps] ?? String(value);
    if (name === 'owed') return words.owed[value as keyof typeof words.owed] ?? String(value);
    if (name === 'group') return names.category(String(value));
    if (name === 'cell') return names.cell(String(value));
    if (name === 'unit') return names.unit({ id: String(value), callSign: String(value) });
    if (name === 'p') return chance(Number(value));
    if (typeof value === 'number' && value > 0 && value < 0.05) return `< ${say.decimal(0.1)}`;
    return typeof value === 'number' ? say.decimal(value).replace(/[.,]0$/, '') : value;
  }
}

/** `1 : 4,000,000`, as people read a small chance. */
function chance(p: number): string {
  if (p <= 1e-12) return '< 1 : 10¹²';
  return `1 : ${Number((1 / p).toPrecision(1)).toLocaleString('en')}`;
}
