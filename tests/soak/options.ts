import { parseArgs } from 'node:util';

export type SoakOptions = { minutes: number; speed: number; kills: boolean };

/** @throws on a word it does not know. */
export function readOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '10' },
      speed: { type: 'string', default: '20' },
      kills: { type: 'boolean', default: false },
    },
  });
  const [minutes, speed] = [Number(values.minutes), Number(values.speed)];
  if (!(minutes > 0) || !(speed > 0)) throw new Error('--minutes and --speed are numbers above 0');
  return { minutes, speed, kills: values.kills };
}
