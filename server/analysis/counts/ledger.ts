/** One change of a count: so many more (or fewer) of a category in a cell in an hour, from an origin (`originOf`). */
export type Increment = { hour: number; category: string; cell: string; origin: string; count: number };

/**
 * Every increment there was, as five columns of numbers: 14 bytes each. The sum over any part of
 * it is a count; a correction is one more increment.
 */
export type Ledger = {
  readonly size: number;
  /** The first hour with a count; Infinity when there is none. */
  readonly firstHour: number;
  add(increment: Increment): void;
  /** Calls `take` with hour and count of each increment that all predicates keep. */
  scan(keep: Keep, take: (hour: number, count: number) => void): void;
  /** Calls `take` with each increment of the hours [from, to), in no special order. */
  each(from: number, to: number, take: TakeIncrement): void;
  /** The same, sorted: what `as` makes of category, cell and origin is said instead of them; below 0 leaves out. */
  sorted(from: number, to: number, as: SortedAs, take: TakeSorted): void;
};

export type SortedAs = { category(id: string): number; cell(id: string): number; origin(id: string): number };
export type TakeSorted = (hour: number, category: number, cell: number, origin: number, count: number) => void;

export type TakeIncrement = (hour: number, category: string, cell: string, count: number) => void;

export type Keep = { category(id: string): boolean; cell(id: string): boolean; origin(id: string): boolean };

export function createLedger(): Ledger {
  let hours = new Int32Array(1024);
  let categories = new Uint16Array(1024);
  let cells = new Uint16Array(1024);
  let origins = new Uint16Array(1024);
  let counts = new Int32Array(1024);
  let size = 0;
  let firstHour = Infinity;
  const categoryNames = createNames();
  const cellNames = createNames();
  const originNames = createNames();

  return {
    get size() {
      return size;
    },
    get firstHour() {
      return firstHour;
    },
    add({ hour, category, cell, origin, count }) {
      if (size === hours.length) grow();
      hours[size] = hour;
      categories[size] = categoryNames.number(category);
      cells[size] = cellNames.number(cell);
      origins[size] = originNames.number(origin);
      counts[size] = count;
      size++;
      if (hour < firstHour) firstHour = hour;
    },
    scan(keep, take) {
      const ofCategory = categoryNames.mask(keep.category);
      const ofCell = cellNames.mask(keep.cell);
      const ofOrigin = originNames.mask(keep.origin);
      for (let i = 0; i < size; i++)
        if (ofCategory[categories[i]!] && ofCell[cells[i]!] && ofOrigin[origins[i]!]) take(hours[i]!, counts[i]!);
    },
    each(from, to, take) {
      const [categoryOf, cellOf] = [categoryNames.all(), cellNames.all()];
      for (let i = 0; i < size; i++) {
        const hour = hours[i]!;
        if (hour >= from && hour < to) take(hour, categoryOf[categories[i]!]!, cellOf[cells[i]!]!, counts[i]!);
      }
    },
    sorted(from, to, as, take) {
      const asCategory = categoryNames.sorted(as.category);
      const asCell = cellNames.sorted(as.cell);
      const asOrigin = originNames.sorted(as.origin);
      for (let i = 0; i < size; i++) {
        const hour = hours[i]!;
        if (hour < from || hour >= to) continue;
        const [category, cell, origin] = [asCategory[categories[i]!]!, asCell[cells[i]!]!, asOrigin[origins[i]!]!];
        if (category >= 0 && cell >= 0 && origin >= 0) take(hour, category, cell, origin, counts[i]!);
      }
    },
  };

  function grow(): void {
    const wider = <A extends Int32Array | Uint16Array>(column: A, make: (length: number) => A) => {
      const copy = make(column.length * 2);
      copy.set(column);
      return copy;
    };
    hours = wider(hours, (length) => new Int32Array(length));
    categories = wider(categories, (length) => new Uint16Array(length));
    cells = wider(cells, (length) => new Uint16Array(length));
    origins = wider(origins, (length) => new Uint16Array(length));
    counts = wider(counts, (length) => new Int32Array(length));
  }
}

/** Small numbers for names, in the order in which they are met. */
function createNames() {
  const numbers = new Map<string, number>();
  return {
    number(name: string): number {
      let number = numbers.get(name);
      if (number === undefined) numbers.set(name, (number = numbers.size));
      if (number > 0xffff) throw new RangeError('more than 65,536 names in one column');
      return number;
    },
    /** By their numbers. */
    all: () => [...numbers.keys()],
    sorted: (as: (name: string) => number) => Int32Array.from(numbers.keys(), as),
    mask: (keep: (name: string) => boolean) => Uint8Array.from(numbers.keys(), (name) => (keep(name) ? 1 : 0)),
  };
}
