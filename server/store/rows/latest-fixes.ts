import { FIX_BYTES, timeAt, unitAt } from './track-packing.ts';

/** The newest packed fix of every unit, by the unit's word. */
export type Latest = Map<number, Buffer>;

/** Takes the fixes of one batch in; of two at the same time the first stays. */
export function takeIn(latest: Latest, batch: Buffer): void {
  for (let offset = 0; offset < batch.length; offset += FIX_BYTES) {
    const unit = unitAt(batch, offset);
    const before = latest.get(unit);
    if (!before || timeAt(before, 0) < timeAt(batch, offset))
      latest.set(unit, batch.subarray(offset, offset + FIX_BYTES));
  }
}
