import css from '../tokens.css?raw';

export type Theme = 'dark' | 'light';

/** The colours of client/tokens.css by their names without dashes, for what is drawn where no stylesheet reaches. */
export const tokens: Record<Theme, (name: string) => string> = { dark: coloursOf('dark'), light: coloursOf('light') };

/** @throws when nothing has that name: a colour that is not there is a mistake, never black. */
function coloursOf(theme: Theme): (name: string) => string {
  const from = css.indexOf(`[data-theme='${theme}']`);
  const block = css.slice(from, css.indexOf('}', from));
  const colours = new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]+);/g)].map(([, name, colour]) => [name, colour]),
  );
  return (name) => {
    const colour = colours.get(name);
    if (colour === undefined) throw new Error(`client/tokens.css has no --${name} for ${theme}`);
    return colour;
  };
}
