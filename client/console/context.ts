import { createContext } from 'svelte';
import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Person } from '#data/contract/person.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Announcer } from '#client/page/announcer/announcer.svelte.ts';
import type { Session } from '#client/session/session.svelte.ts';
import type { Picture } from '#client/store/picture.svelte.ts';
import type { CityNames } from '#client/words/shared/city-names.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { Address, Query } from './address.svelte.ts';
import type { Drafts } from '#client/page/drafts.ts';
import type { Offers } from './keys/offers.svelte.ts';
import type { Presence } from './presence.svelte.ts';
import type { Settings } from './settings.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** What every page of the console reads and acts through; its getters are reactive. */
export type ConsoleContext = {
  readonly picture: Picture;
  readonly board: Board;
  /** How old the board is, ms since 1970; null before the first data. */
  readonly asOf: number | null;
  /** Server time, ms since 1970; moves every second. */
  readonly now: number;
  readonly pack: CityPack;
  readonly session: Session;
  /** Who is signed in. */
  readonly me: Person;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly say: Speech;
  readonly words: ConsoleWords;
  readonly names: CityNames;
  readonly address: Address;
  /** What the URL says: `{ view: 'alarms', id: 'a7' }`. */
  readonly query: Query;
  /** Changes the URL; a view beside the main one keeps its place. */
  readonly go: Address['go'];
  readonly offers: Offers;
  /** The forms that this person has begun. */
  readonly drafts: Drafts;
  readonly presence: Presence;
  readonly toasts: Toasts;
  /** Tells who hears the page instead of seeing it. */
  readonly announcer: Announcer;
};

/** The context of the page that a component stands in; asked for while the component is made. */
export const [consoleContext, giveConsoleContext] = createContext<ConsoleContext>();
