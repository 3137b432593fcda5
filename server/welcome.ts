import { DEMO_PASSWORD, demoNames } from './access/demo-people.ts';
import type { Config } from './config.ts';

/** What a person at the terminal wants to know when the server is up. */
export function welcome(config: Config, port: number): string {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const base = config.publicUrl ?? `http://${host}:${port}`;
  const lines: [what: string, where: string][] = [
    ['Wall', `${base}/wall`],
    ['Wall, Chinese', `${base}/wall?lang=zh-CN`],
    ['Public wall', `${base}/wall?view=public-wall`],
    ['Console', `${base}/console`],
    ['Phone', `${base}/phone`],
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
