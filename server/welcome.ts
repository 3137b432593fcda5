import { DEMO_PASSWORD, demoNames } from './access/demo-people.ts';
import type { Config } from './config.ts';

/** What a start with a demo takes its time for. */
export const waitedFor = {
  past: 'the demo city to make up its past',
  day: 'the demo city to live through its last day',
  history: 'five years of history to come in behind the living city',
} as const;

/** Said when the server listens and the demo city is not there yet. */
export function startingWords(config: Config, port: number): string {
  return `\nWatchfloor listens on ${baseOf(config, port)} and waits for the demo city. The first start takes the longest.\n`;
}

function baseOf({ host, publicUrl }: Config, port: number): string {
  return publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What a person at the terminal wants to know when the server is up. */
export function welcome(config: Config, port: number): string {
  const base = baseOf(config, port);
  const lines: [what: string, where: string][] = [
    ['Wall', `${base}/wall`],
    ['Wall, Chinese', `${base}/wall?lang=zh-CN`],
    ['Public wall', `${base}/wall?view=public-wall`],
    ['Console', `${base}/console`],
    ['Communities', `${base}/community`],
    ['Phone', `${base}/phone`],
    ['Contact cards', `${base}/console?view=cards`],
    ['Every panel', `${base}/wall?gallery`],
    ['API', `${base}/docs`],
  ];
  const table = lines.map(([what, where]) => `  ${what.padEnd(14)}${where}`).join('\n');
  const demo = config.demo
    ? `The demo city is an exercise: everything in it is invented (seed "${config.demo.seed}").\nA wall on this machine needs no token.\nSign-ins, password "${DEMO_PASSWORD}": ${demoNames.join(', ')}.`
    : 'A wall shows a code; approve it with: npm run watchfloor -- display approve CODE --view ops-wall --name NAME';
  return `\nWatchfloor is up.\n\n${table}\n\n${demo}\n`;
}

/** Said where nobody can sign in yet. @param code good for one `POST /api/v1/session/first` */
export function firstAdminWords(code: string): string {
  return `\nNobody is registered yet. Make the first admin at /console with this code, shown only now:\n\n  ${code}\n\nOr: npm run watchfloor -- user add --name NAME --role admin --password-stdin\n`;
}
