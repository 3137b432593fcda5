import { tokens } from '#client/parts/tokens.ts';
import type { Theme } from '../widget/palette.ts';

const heat = (theme: Theme) => [0, 1, 2, 3, 4, 5].map((step) => tokens[theme](`heat-${step}`));

/** One colour for each band of the time since the last visit: the `--heat` scale of client/tokens.css. */
export const coverageInk: Readonly<Record<Theme, readonly string[]>> = { dark: heat('dark'), light: heat('light') };
