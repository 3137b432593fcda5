type Said = { readonly id: number; readonly text: string };

/** What a page tells whoever hears it instead of seeing it. Only what changes is told, and each thing once. */
export type Announcer = {
  /** When there is a pause: something was done, an alarm is new. */
  say(text: string): void;
  /** At once, over whatever is being read: a call for help, the connection is lost. */
  interrupt(text: string): void;
  /** The last that was told, for `Announcer.svelte`. */
  readonly polite: readonly Said[];
  readonly assertive: readonly Said[];
};

/** So many stay to be found by who goes back; a reader hears what is added. */
const KEPT = 5;

/** One for a page, beside its one `Announcer.svelte`. */
export function createAnnouncer(): Announcer {
  let polite = $state.raw<readonly Said[]>([]);
  let assertive = $state.raw<readonly Said[]>([]);
  let id = 0;
  const added = (before: readonly Said[], text: string) => [...before.slice(1 - KEPT), { id: id++, text }];
  return {
    say: (text) => void (polite = added(polite, text)),
    interrupt: (text) => void (assertive = added(assertive, text)),
    get polite() {
      return polite;
    },
    get assertive() {
      return assertive;
    },
  };
}
