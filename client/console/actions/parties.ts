import type { DisputeContent } from '#data/contract/dispute.ts';

/** One party a line, `name, phone`; either kind of comma. */
export function partiesOf(text: string): DisputeContent['parties'] {
  return text
    .split('\n')
    .map((line) => line.split(/[,，]/u))
    .flatMap(([name = '', ...phone]) => {
      const number = phone.join(' ').trim();
      return name.trim() === '' ? [] : [{ name: name.trim(), ...(number !== '' && { phone: number }) }];
    });
}
