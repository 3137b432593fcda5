/// <reference types="svelte" />

/** What the address bar says: `{ view: 'queue', incident: 'i7', priority: '1,2' }`. */
export type Query = Readonly<Record<string, string>>;

export type GoHow = {
  /** No step of its own in the history: the selection moved by an arrow key. */
  replace?: boolean;
};

/** The address bar as state: a view can be kept, sent to a colleague, opened in another window. */
export type Address = {
  readonly query: Query;
  /** Changes parameters; null takes one away. */
  go(changes: Readonly<Record<string, string | null>>, how?: GoHow): void;
  /** The address of the same page with other parameters. */
  href(changes: Readonly<Record<string, string | null>>): string;
};

type Browser = Pick<Window, 'location' | 'history' | 'addEventListener'>;

export function createAddress({ location, history, addEventListener }: Browser): Address {
  let query = $state.raw(readQuery(location));
  addEventListener('popstate', () => (query = readQuery(location)));

  return {
    get query() {
      return query;
    },
    go(changes, { replace = false } = {}) {
      const href = hrefOf(query, changes);
      if (href === location.pathname + location.search) return;
      if (replace) history.replaceState(null, '', href);
      else history.pushState(null, '', href);
      query = readQuery(location);
    },
    href: (changes) => hrefOf(query, changes),
  };
}

/** `/community/c7?lang=en` is the view `community` with the id `c7`, and `/community` the same with none chosen. */
export function readQuery({ pathname, search }: Pick<Location, 'pathname' | 'search'>): Query {
  const said = Object.fromEntries(new URLSearchParams(search));
  const path = /^\/community(?:\/([^/]*))?$/.exec(pathname);
  if (!path) return said;
  const community = path[1] ? { community: decodeURIComponent(path[1]) } : {};
  return { ...said, view: 'community', ...community };
}

/** Of the same query with `changes`. A community has an address that people can remember. */
export function hrefOf(query: Query, changes: Readonly<Record<string, string | null>>): string {
  const next = new Map(Object.entries(query));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  let path = '/console';
  const community = next.get('community');
  if (next.get('view') === 'community') {
    path = community === undefined ? '/community' : `/community/${encodeURIComponent(community)}`;
    next.delete('view');
    next.delete('community');
  }
  const search = new URLSearchParams([...next]).toString();
  return search === '' ? path : `${path}?${search}`;
}
