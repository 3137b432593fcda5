/** What is asked about: nothing named means all of it. */
export type Asked = { category?: string; area?: string };

/** The selection of the page, narrowed to a row of its table. */
export function narrowed(page: Asked, by: 'category' | 'area', row: string | null): Asked {
  return row === null ? page : { ...page, [by]: row };
}
