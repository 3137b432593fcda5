import { InvalidArgumentError, type Command } from 'commander';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Result } from '#data/kit/result.ts';
import { loadCityPack } from '../city/load.ts';
import type { Config } from '../config.ts';
import { exitWith } from '../exit.ts';
import type { Mapping } from '../import/mapping.ts';
import { realClock } from '../real-clock.ts';
import type { ActionRefusal } from './action.ts';
import { guessMapping } from './guess-mapping.ts';
import { createPoster } from './post-batch.ts';
import { withBar } from './progress-bar.ts';
import { unhurried } from './action.ts';
import { reachServer } from './reach.ts';
import { readMapping } from './read-mapping.ts';
import { replay } from './replay.ts';
import { closeGaps, loadReplay, shiftTo, startTogether } from './replay-items.ts';
import { createReplaySender } from './replay-sender.ts';
import { emptyTally, tallyWords } from './replay-tally.ts';
import { socketAddress } from './socket-address.ts';

type Options = {
  speed: number;
  map?: string;
  token?: string;
  url?: string;
  shiftToCity: boolean;
  together: boolean;
  longestPause: number;
  loop: boolean;
};

type Parts = {
  config: Config;
  /** A file as it was named, in full. */
  path(file: string): string;
  say(...lines: string[]): void;
  must<T>(result: Result<T, ActionRefusal>): T;
};

/** Far below what the door takes at once, so that a slow answer holds up little. */
const MOST = 500;

const note = (line: string) => process.stderr.write(`${line}\n`);

/** `replay FILE… --speed N`: real files through the HTTP intake, as if it all happened now. */
export function addReplay(program: Command, { config, path, say, must }: Parts): void {
  program
    .command('replay')
    .description('let what is in a file happen now: incidents or positions, through the HTTP intake (docs/import.md)')
    .argument('<FILE...>', 'incidents, or tracks of units')
    .option('--speed <N>', 'so many times faster than it was', positive, 1)
    .option('--map <MAP>', 'the mapping of the columns; without it, that of docs/import which fits')
    .option('--token <TOKEN>', 'of the source that reports; without it, the server of this installation gives one')
    .option('--url <URL>', 'of the server')
    .option('--shift-to-city', 'move everything so that its middle lies on the city', false)
    .option('--together', 'let all units set out at once, whenever they did', false)
    .option('--longest-pause <S>', 'seconds of ours after which the next thing happens anyway', positive, Infinity)
    .option('--loop', 'begin again at the end', false)
    .action(run);

  async function run(given: string[], options: Options): Promise<void> {
    const files = given.map(path);
    const pack = await loadCityPack(config.cityFolder);
    const mapping =
      options.map === undefined ? await guess(files[0]!, pack) : must(readMapping(path(options.map))).mapping;
    const items = await load(files, mapping, pack, options);
    const token = options.token ?? process.env['WATCHFLOOR_TOKEN'] ?? (await ownToken(mapping.source));

    const signal = untilInterrupted();
    const tally = emptyTally();
    const post = createPoster({
      url: options.url ?? `http://${config.host}:${config.port}`,
      token,
      clock: realClock,
      signal,
      waiting: (why, ms) => note(`${why}: trying again in ${Math.ceil(ms / 1000)} s`),
    });
    const send = createReplaySender({ post, tally, run: realClock.now().toString(36) });
    const { speed, loop } = options;
    try {
      await withBar('Replaying', (progress) =>
        replay({ items, speed, loop, most: MOST, send, clock: realClock, signal, progress }),
      );
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    say(...tallyWords(tally));
  }

  async function guess(file: string, pack: CityPack): Promise<Mapping> {
    const found = await guessMapping(file, pack, realClock.now());
    if (!found) return exitWith(1, [`no mapping of docs/import fits ${file}: name one with --map`]);
    note(`read with docs/import/${found.name}`);
    return found.mapping;
  }

  /** A token for the owner of this installation, who may make one anyway. */
  async function ownToken(name: string): Promise<string> {
    const server = await reachServer(socketAddress(config.controlPath));
    if (!server)
      return exitWith(1, ['no server of this installation runs: start it, or name another with --url and --token']);
    return (must(await server('source-token', { name }, unhurried)) as { token: string }).token;
  }
}

async function load(files: readonly string[], mapping: Mapping, pack: CityPack, options: Options) {
  const { items, unusable } = await loadReplay(files, mapping, pack, realClock.now());
  for (const [why, count] of unusable) note(`${count} rows cannot be used: ${why}`);
  if (items.length === 0) exitWith(1, ['there is nothing to replay']);
  const aligned = options.together ? startTogether(items) : items;
  const dense = closeGaps(aligned, options.longestPause * options.speed * 1000);
  return options.shiftToCity ? shiftTo(dense, pack.city.center) : dense;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

/** The first Ctrl-C ends the replay and lets it say what it did; the second ends the process. */
function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}
