/** What the page shows. The address holds it, so that the phone's own way back works. */
export type Screen =
  | { at: 'work' }
  | { at: 'incident'; id: string }
  | { at: 'visit'; id: string }
  | { at: 'danger'; id: string }
  | { at: 'report' }
  | { at: 'duty' };

const withId = ['incident', 'visit', 'danger'] as const;

/** `#/incident/ID`. Anything else is the list of work. */
export function screenOf(hash: string): Screen {
  const [at = '', id = ''] = hash.replace(/^#\/?/, '').split('/', 2);
  const one = withId.find((name) => name === at);
  if (one && id !== '') return { at: one, id: decoded(id) };
  return at === 'report' || at === 'duty' ? { at } : { at: 'work' };
}

export function hashOf(screen: Screen): string {
  return 'id' in screen ? `#/${screen.at}/${encodeURIComponent(screen.id)}` : `#/${screen.at}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
