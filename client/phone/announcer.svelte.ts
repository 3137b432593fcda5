/// <reference types="svelte" />

/** What a screen reader is told: polite waits for a pause, assertive does not. */
export type Announcer = {
  readonly polite: string;
  readonly assertive: string;
  say(how: 'polite' | 'assertive', text: string): void;
};

export function createAnnouncer(): Announcer {
  let polite = $state('');
  let assertive = $state('');
  return {
    get polite() {
      return polite;
    },
    get assertive() {
      return assertive;
    },
    say(how, text) {
      if (how === 'polite') polite = text;
      else assertive = text;
    },
  };
}
