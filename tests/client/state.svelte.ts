/// <reference types="svelte" />

/** A value that a test changes while a component shows it. */
export function createState<T>(first: T): { now: T } {
  let now = $state.raw(first);
  return {
    get now() {
      return now;
    },
    set now(next) {
      now = next;
    },
  };
}
