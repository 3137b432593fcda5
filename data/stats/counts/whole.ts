/** @throws {RangeError} unless these are whole numbers from 0 */
export function wholeCounts(...counts: readonly number[]): void {
  for (const count of counts)
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`a count is a whole number from 0, not ${count}`);
}

/** @throws {RangeError} unless these are finite and above 0 */
export function positive(what: string, ...values: readonly number[]): void {
  for (const value of values)
    if (!(value > 0 && value < Infinity)) throw new RangeError(`${what} is above 0 and finite, not ${value}`);
}
