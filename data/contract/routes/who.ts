/** Everybody that a door may be open to. A caller can be two of them: an analyst with oversight. */
export const everyone = [
  'nobody',
  'source',
  'public-wall',
  'ops-wall',
  'officer',
  'supervisor',
  'analyst',
  'admin',
  'oversight',
] as const;
export type Who = (typeof everyone)[number];

/** To whom a door is open, and on what terms. */
export type Right = {
  readonly who: readonly Who[];
  /** A token of that view is not enough: a person must sign in. */
  readonly person?: true;
  /** Changes something in the city's day: refused while the session is locked. */
  readonly command?: true;
  /** Open as well to those who must first set up an authenticator. */
  readonly enrolling?: true;
};

const people = ['officer', 'supervisor', 'analyst', 'admin'] as const;
const workers = ['officer', 'supervisor', 'admin'] as const;
const person = { person: true } as const;

export const open = { who: everyone } as const satisfies Right;
/** What other systems send. */
export const reports = { who: ['source'] } as const satisfies Right;
export const picture = { who: ['public-wall', 'ops-wall', ...people] } as const satisfies Right;
export const operations = { who: ['ops-wall', ...people] } as const satisfies Right;
export const staff = { who: people } as const satisfies Right;
export const work = { who: workers } as const satisfies Right;
export const ownWork = { ...work, ...person } as const satisfies Right;
export const dispatches = { who: ['supervisor', 'admin'] } as const satisfies Right;
export const overview = { who: ['supervisor', 'analyst', 'admin'] } as const satisfies Right;
export const commands = { ...ownWork, command: true } as const satisfies Right;
/** Who runs a shift. */
export const leads = { ...dispatches, ...person } as const satisfies Right;
export const leading = { ...leads, command: true } as const satisfies Right;
export const oneself = { ...staff, ...person, enrolling: true } as const satisfies Right;
/** Who keeps the installation running. */
export const administrators = { who: ['admin'], ...person } as const satisfies Right;
export const administering = { who: ['admin'], ...person, command: true } as const satisfies Right;
export const colleagues = { who: [...workers, 'oversight'], ...person } as const satisfies Right;
export const oversight = { who: ['oversight'], ...person } as const satisfies Right;
