/** The view of the processes that carry the city. */
export const nodes = {
  title: 'Nodes',
  note: 'The processes that carry the city. What must happen once is done by one of them; another takes over when it dies.',
  name: 'Node',
  self: 'answers you',
  build: 'Build',
  head: 'Facts shown',
  lag: 'Behind',
  screens: 'Screens',
  since: 'Since',
  leads: 'Does for all',
  duties: { watch: 'Watch', retention: 'Deleting old tracks' } as Record<string, string>,
  none: 'This server stands alone and knows no nodes.',
};
