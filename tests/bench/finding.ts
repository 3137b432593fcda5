/** One line of the table: what was promised, what was found. */
export type Finding = {
  /** Of docs/measurements.md: G8, or a name where nobody promised a figure. */
  id: string;
  promise: string;
  target: string;
  measured: string;
  /** Null where there is no target: the figure is for who compares two versions. */
  met: boolean | null;
};

type What = { id: string; promise: string };
/** How a figure is written: `(value) => '1.2x'`. */
export type Write = (value: number) => string;

export function atMost(what: What, measured: number, target: number, write: Write): Finding {
  return { ...what, target: `<= ${write(target)}`, measured: write(measured), met: measured <= target };
}

export function atLeast(what: What, measured: number, target: number, write: Write): Finding {
  return { ...what, target: `>= ${write(target)}`, measured: write(measured), met: measured >= target };
}

export function toKnow(what: What, measured: string): Finding {
  return { ...what, target: '-', measured, met: null };
}

/** Three digits are what such a run can tell. */
const digits = (value: number) =>
  value >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

export const times: Write = (value) => `${digits(value)}x`;
export const milliseconds: Write = (value) => `${digits(value)} ms`;
export const microseconds: Write = (value) => `${digits(value)} us`;
export const seconds: Write = (value) => `${digits(value)} s`;
export const perSecond: Write = (value) => `${digits(value)}/s`;
export const bytes: Write = (value) => `${digits(value)} B`;
export const percent: Write = (value) => `${digits(value * 100)} %`;
export const count: Write = (value) => value.toLocaleString('en-US');
/** 1/250 reads better than 0.004x. */
export const share: Write = (value) => (value < 1 ? `1/${digits(1 / value)}` : times(value));
