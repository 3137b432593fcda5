import { phoneOptions, type Options } from './options.ts';

const KEY = 'watchfloor-phone-options';

/** Language and light as this phone has them; what is chosen is kept on it. */
export type Choices = { readonly options: Options; choose(change: Partial<Options>): void };

export function createChoices(): Choices {
  const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Record<keyof Options, string>>;
  let options = $state.raw(phoneOptions(new URLSearchParams(location.search), kept, navigator.language));
  return {
    get options() {
      return options;
    },
    choose(change) {
      options = { ...options, ...change };
      // What was chosen counts from now on, whatever the address said before.
      history.replaceState(null, '', `${location.pathname}${location.hash}`);
      localStorage.setItem(KEY, JSON.stringify(options));
    },
  };
}
