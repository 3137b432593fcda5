import { createContext } from 'svelte';
import type { CityBrief } from '#data/contract/city-brief.ts';
import type { Person } from '#data/contract/person.ts';
import type { PageSession } from '#client/session/session.svelte.ts';
import type { CityNames } from '#client/words/shared/city-names.ts';
import type { PhoneWords } from '#client/words/phone/phone-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { Announcer } from './announcer.svelte.ts';
import type { Choices } from './choices.svelte.ts';
import type { City } from './city/city.ts';
import type { Sharing } from './duty/sharing.svelte.ts';
import type { OwnWork } from './own-work.svelte.ts';
import type { Device } from './queue/device.ts';

/** What every part of a signed-in person's page works with. */
export type Page = {
  readonly own: OwnWork;
  readonly session: PageSession;
  readonly choices: Choices;
  readonly person: Person;
  readonly device: Device;
  readonly city: City;
  readonly brief: CityBrief;
  readonly names: CityNames;
  readonly say: Speech;
  readonly words: PhoneWords;
  readonly sharing: Sharing;
  readonly announcer: Announcer;
  /** The server's time, moving with every second. */
  readonly now: number;
};

export const [usePage, providePage] = createContext<Page>();
