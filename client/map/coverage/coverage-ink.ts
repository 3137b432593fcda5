import type { Theme } from '../widget/palette.ts';

/** One colour for each band of the time since the last visit: the `--heat` scale of client/tokens.css. */
export const coverageInk: Readonly<Record<Theme, readonly string[]>> = {
  dark: ['#1b2024', '#25384a', '#2f5375', '#4277a6', '#6aa0d2', '#b5d8f7'],
  light: ['#f0f2f4', '#cfdeec', '#a3c2df', '#6b9bc9', '#3670a8', '#0e3f74'],
};
