/** Paper is white: while a page is printed it wears the light theme, whatever the screen does. */
export function forPaper(page: { dataset: DOMStringMap }): { before(): void; after(): void } {
  let worn: string | undefined;
  return {
    before() {
      worn ??= page.dataset['theme'];
      page.dataset['theme'] = 'light';
    },
    after() {
      if (worn !== undefined) page.dataset['theme'] = worn;
      worn = undefined;
    },
  };
}
