import fc from 'fast-check';
import { someFact } from './facts.ts';
import type { Mishap } from './sim-line.ts';
import { views, type World } from './world.ts';

/** What can befall a server and its screens. */
export type Command =
  | { do: 'write'; facts: [number, number, number][]; apart: boolean }
  | { do: 'wait'; ms: number }
  | { do: 'reset' | 'go dead' | 'stall' | 'unstall' | 'forge ack'; screen: number }
  | { do: 'mishap'; screen: number; what: Mishap }
  | { do: 'slow down'; screen: number; ms: number }
  | { do: 'mute beats'; screen: number; ms: number }
  | { do: 'snapshots'; screen: number; are: 'given' | 'refused' | 'lost' }
  | { do: 'change view'; screen: number; to: number; live: boolean }
  | { do: 'crash' | 'cut off' | 'heal'; node: number }
  | { do: 'restart' | 'back up' }
  | { do: 'restart busily'; facts: [number, number, number][] }
  | { do: 'restore'; rotate: boolean };

const screen = fc.nat(2);
const node = fc.nat(1);
const triple = fc.tuple(fc.nat(10), fc.nat(9), fc.nat(9));
const few = fc.array(triple, { minLength: 1, maxLength: 6 });
const many = fc.array(triple, { minLength: 15, maxLength: 25 });
const onScreen = (what: string, weight: number) => ({
  weight,
  arbitrary: fc.record({ do: fc.constant(what), screen }),
});

const command = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('write'),
      facts: fc.oneof({ weight: 5, arbitrary: few }, { weight: 1, arbitrary: many }),
      apart: fc.boolean(),
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.oneof(fc.nat(200), fc.nat(3000), fc.nat(20_000)) }),
  },
  onScreen('reset', 3),
  onScreen('go dead', 2),
  onScreen('stall', 2),
  onScreen('unstall', 2),
  {
    weight: 7,
    arbitrary: fc.record({ do: fc.constant('mishap'), screen, what: fc.constantFrom('lost', 'repeated', 'damaged') }),
  },
  onScreen('forge ack', 1),
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('slow down'), screen, ms: fc.oneof(fc.nat(400), fc.nat(25_000)) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('mute beats'),
      screen,
      ms: fc.oneof(fc.nat(30_000), fc.constant(Infinity)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('snapshots'), screen, are: fc.constantFrom('given', 'refused', 'lost') }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change view'), screen, to: fc.nat(3), live: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash'), node }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut off'), node }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('heal'), node }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restart') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('restart busily'),
      facts: few,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('back up') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restore'), rotate: fc.boolean() }) },
) as fc.Arbitrary<Command>;

export const commands = fc.array(command, { minLength: 30, maxLength: 60, size: 'max' });

export async function carryOut(world: World, command: Command, count: (what: string) => void): Promise<void> {
  count(`did: ${command.do}`);
  const { clock } = world;
  switch (command.do) {
    case 'write': {
      const facts = command.facts.map((pick) => someFact(pick, clock.now()));
      if (!command.apart) return world.append(facts);
      for (const fact of facts) {
        world.append([fact]);
        await world.advance(2);
      }
      return;
    }
    case 'wait':
      return world.advance(command.ms);
    case 'crash':
      return world.crash(command.node);
    case 'cut off':
      return world.cut(command.node);
    case 'heal':
      return world.heal(command.node);
    case 'restart':
      return world.restart();
    case 'restart busily':
      return world.restartBusily(command.facts.map((pick) => someFact(pick, clock.now())));
    case 'back up':
      return world.backUp();
    case 'restore':
      return world.restore(command.rotate);
    default:
      return onOneScreen(world, command);
  }
}

function onOneScreen(world: World, command: Extract<Command, { screen: number }>): void {
  const screen = world.screens[command.screen]!;
  const { line } = screen;
  if (command.do === 'snapshots') {
    screen.snapshots = command.are;
    return;
  }
  if (command.do === 'change view') {
    screen.view = views[command.to]!;
    // A right may change while a connection stands, or while there is none.
    if (!command.live || !line?.open) return line?.reset();
    screen.seen.view = screen.view;
    screen.outlet?.show(screen.view);
    return;
  }
  if (!line?.open) return;
  switch (command.do) {
    case 'reset':
      return line.reset();
    case 'go dead':
      line.dead = true;
      return;
    case 'stall':
      line.stalled = true;
      return;
    case 'unstall':
      return line.unstall();
    case 'slow down':
      line.congestion = command.ms;
      return;
    case 'mute beats':
      line.muteUntil = world.clock.now() + command.ms;
      return;
    case 'mishap':
      line.next = command.what;
      return;
    case 'forge ack':
      line.toServer({ event: 'ack', frame: 1_000_000 });
      return;
  }
}
