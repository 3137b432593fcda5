/// <reference types="svelte" />
import type { Clock, Stop } from '#data/kit/clock.ts';
import { isChord, matches, pressName, type Press } from './key-press.ts';

/** Something that can be done now, from the palette or by its key. */
export type Command = {
  id: string;
  title: string;
  group: string;
  /** As client/console/keys.ts writes it. */
  keys?: string;
  /** Its letter means something else while another view has the focus. */
  local?: boolean;
  /** Its view listens to its letter: here it is only told. */
  heardByView?: boolean;
  run(): void;
};

/** Where the focus is while a key is pressed. */
export type Focus = {
  /** In a field: only chords count. */
  writing: boolean;
  /** In a view with letters of its own. */
  elsewhere: boolean;
};

/** What can be done just now, said by whoever can do it. */
export type Commands = {
  all(): Command[];
  /** `offer` is asked whenever somebody wants to know. */
  register(offer: () => Command[]): Stop;
  /** Whether the press was somebody's. */
  press(event: Press, focus: Focus): boolean;
};

/** After so long, the first key of two is forgotten, ms. */
const PATIENCE_MS = 1500;

export function createCommands(clock: Clock): Commands {
  let offers = $state.raw<readonly (() => Command[])[]>([]);
  let pressed: string[] = [];
  let forget: Stop = () => {};
  const all = () => offers.flatMap((offer) => offer());

  function press(event: Press, { writing, elsewhere }: Focus): boolean {
    const name = pressName(event);
    if (writing && !isChord(name)) return false;
    forget();
    const sequences = pressed.length > 0 ? [[...pressed, name], [name]] : [[name]];
    pressed = [];
    const known = all().filter(({ local, heardByView }) => !heardByView && !(elsewhere && local));
    for (const sequence of sequences) {
      // The newest offer is the nearest to what the person does.
      const found = known.findLast(({ keys }) => keys !== undefined && matches(keys, sequence) === 'whole');
      if (found) {
        found.run();
        return true;
      }
      if (known.some(({ keys }) => keys !== undefined && matches(keys, sequence) === 'begun')) {
        pressed = sequence;
        forget = clock.after(PATIENCE_MS, () => (pressed = []));
        return true;
      }
    }
    return false;
  }

  return {
    all,
    register(offer) {
      offers = [...offers, offer];
      return () => (offers = offers.filter((other) => other !== offer));
    },
    press,
  };
}
