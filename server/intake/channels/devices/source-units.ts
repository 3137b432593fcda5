import type { Changes, TokenGrant, Tokens } from '../../../store/store.ts';

/** For which units a source may speak, by its tokens: patterns; `all`; null where no source has that name. */
export type UnitsOf = readonly string[] | 'all' | null;

/** Which source may speak for which units, as its tokens say now, for whoever is known by name alone. */
export type SourceUnits = {
  /** Resolves once what the tokens say is known here. @throws {StoreUnavailable} */
  ready(): Promise<void>;
  /** Asked after `ready` alone. */
  of(source: string): UnitsOf;
  stop(): void;
};

type Parts = { tokens: Pick<Tokens, 'list'>; changes: Pick<Changes, 'follow'> };

export function createSourceUnits({ tokens, changes }: Parts): SourceUnits {
  let known: Map<string, readonly string[] | 'all'> | null = null;
  let changed = 0;

  const stop = changes.follow((told) => {
    if (told?.every(({ drawer }) => drawer !== 'token')) return;
    changed++;
    known = null;
  });
  return {
    async ready() {
      while (!known) {
        const before = changed;
        const read = byName(await tokens.list());
        if (changed === before) known = read;
      }
    },
    of: (source) => known?.get(source.toLowerCase()) ?? null,
    stop,
  };
}

/** Two tokens of one name are two keys to one door. */
function byName(grants: readonly TokenGrant[]): Map<string, readonly string[] | 'all'> {
  const units = new Map<string, readonly string[] | 'all'>();
  for (const grant of grants) {
    if (grant.kind !== 'source') continue;
    const before = units.get(grant.name) ?? [];
    units.set(grant.name, before === 'all' || !grant.units ? 'all' : [...before, ...grant.units]);
  }
  return units;
}
