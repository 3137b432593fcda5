/** A map being edited: copied at the first change, the very same object when nothing changed. */
export type MapEdit<K, V> = {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  delete(key: K): void;
  /** As it is now; it may be changed meanwhile. */
  values(): V[];
  readonly size: number;
  done(): ReadonlyMap<K, V>;
};

export function editMap<K, V>(before: ReadonlyMap<K, V>): MapEdit<K, V> {
  let copy: Map<K, V> | undefined;
  return {
    get: (key) => (copy ?? before).get(key),
    set(key, value) {
      if ((copy ?? before).get(key) === value) return;
      (copy ??= new Map(before)).set(key, value);
    },
    delete(key) {
      if ((copy ?? before).has(key)) (copy ??= new Map(before)).delete(key);
    },
    values: () => [...(copy ?? before).values()],
    get size() {
      return (copy ?? before).size;
    },
    done: () => copy ?? before,
  };
}
