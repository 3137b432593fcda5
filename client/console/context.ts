import type { CityPack } from '#data/contract/city-pack.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Api } from '#client/session/api.ts';
import type { Session } from '#client/session/session.svelte.ts';
import type { Picture } from '#client/store/picture.svelte.ts';
import type { CityNames } from '#client/words/shared/city-names.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { Address } from './address.svelte.ts';
import type { Commands } from './commands.svelte.ts';
import type { Presence } from './presence.svelte.ts';
import type { Settings } from './settings.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** Everything that the console's own views are given; its getters are reactive. */
export type ConsoleContext = {
  readonly picture: Picture;
  readonly pack: CityPack;
  readonly session: Session;
  readonly api: Api;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly speech: Speech;
  readonly words: ConsoleWords;
  readonly names: CityNames;
  /** Server time, to the second. */
  readonly now: number;
  readonly address: Address;
  readonly goTo: Address['go'];
  readonly commands: Commands;
  readonly presence: Presence;
  readonly toasts: Toasts;
};
