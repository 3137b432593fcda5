/** A fix as a device tells it, in the words of the door (`Fix` in data/contract/api.ts), the unit left out: judged there. */
export type ToldFix = Readonly<
  Partial<Record<'at' | 'lon' | 'lat' | 'accuracy' | 'speed' | 'heading' | 'battery', unknown>>
>;

/** What a message of a device says. */
export type DeviceSaid =
  | {
      is: 'fix';
      fix: ToldFix;
      /** What was put right in it. */
      corrected?: string;
    }
  /** It is there no more. */
  | { is: 'left' }
  /** Understood, and nothing that is kept here. */
  | { is: 'beside' }
  | { is: 'wrong'; why: string };

/** What a reason is counted by: `tst: is no time` by `tst`. */
export const fieldOf = (detail: string): string => detail.split(':')[0]!;

export const wrong = (why: string): DeviceSaid => ({ is: 'wrong', why });
