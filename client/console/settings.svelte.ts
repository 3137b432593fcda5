/// <reference types="svelte" />
import type { Lang } from '#client/words/shared/speech.ts';
import type { Address } from './address.svelte.ts';

export type Theme = 'dark' | 'light';

/** How this person likes the page: the address says it, else what this browser remembers. */
export type Settings = {
  readonly lang: Lang;
  readonly theme: Theme;
  setLang(lang: Lang): void;
  setTheme(theme: Theme): void;
};

type Page = { lang: string; dataset: DOMStringMap };
type Memory = Pick<Storage, 'getItem' | 'setItem'>;

export function createSettings(address: Address, page: Page, memory: Memory): Settings {
  const remembered = (name: string) => address.query[name] ?? memory.getItem(`watchfloor.${name}`);
  let lang = $state<Lang>(remembered('lang') === 'zh-CN' ? 'zh-CN' : 'en');
  let theme = $state<Theme>(remembered('theme') === 'dark' ? 'dark' : 'light');

  function dress(): void {
    page.lang = lang;
    page.dataset['theme'] = theme;
  }
  function keep(name: string, value: string): void {
    memory.setItem(`watchfloor.${name}`, value);
    if (address.query[name] !== undefined) address.go({ [name]: value }, { replace: true });
    dress();
  }
  dress();

  return {
    get lang() {
      return lang;
    },
    get theme() {
      return theme;
    },
    setLang(next) {
      lang = next;
      keep('lang', next);
    },
    setTheme(next) {
      theme = next;
      keep('theme', next);
    },
  };
}
