import { runLeases } from '../../nodes/lease-model.ts';
import { screenRules } from '../screen-rules.ts';
import { runModel } from './run-model.ts';

// node [--import ./tests/feed/model/mutate.ts] tests/feed/model/hunt.ts [lives] [seed]
// Looks for something wrong, first by the rules of a screen, then in lives of nodes that take over from one another, then
// in lives of servers and screens; exit 3 when found.
const [lives = '100', seed = '1'] = process.argv.slice(2);
const say = (text: string) => process.stdout.write(`${text}\n`);

function brokenRule(): string | undefined {
  return Object.entries(screenRules).find(([, rule]) => {
    try {
      rule();
      return false;
    } catch {
      return true;
    }
  })?.[0];
}

async function brokenLife(): Promise<string | undefined> {
  const shrink = process.env['SHRINK'] === '1';
  try {
    const counters = await runModel({ runs: Number(lives), seed: Number(seed), shrink });
    for (const [what, count] of [...counters].sort(([a], [b]) => (a < b ? -1 : 1))) say(`${what}: ${count}`);
    return undefined;
  } catch (error) {
    const { cause, message } = error as Error;
    return `${(cause as Error | undefined)?.stack ?? message}\n${shrink ? message.slice(0, 6000) : ''}`;
  }
}

async function brokenTakeOver(): Promise<string | undefined> {
  try {
    await runLeases({ runs: Number(lives), seed: Number(seed) });
    return undefined;
  } catch (error) {
    return String((error as Error).cause ?? error);
  }
}

const rule = brokenRule();
if (rule) say(`BROKEN RULE ${rule}`);
const life = rule ? undefined : ((await brokenTakeOver()) ?? (await brokenLife()));
if (life) say(`BROKEN LIFE ${life}`);
if (rule ?? life) process.exitCode = 3;
