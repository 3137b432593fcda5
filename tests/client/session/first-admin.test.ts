import { render } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { MIN_PASSWORD, NewPassword } from '#data/contract/person.ts';
import FirstAdmin from '#client/session/FirstAdmin.svelte';
import type { PageSession } from '#client/session/session.svelte.ts';

test.each(['en', 'zh-CN'] as const)(
  'the form of the first admin asks for as many letters as it says, and as the server takes (%s)',
  (lang) => {
    const { container } = render(FirstAdmin, { session: {} as PageSession, lang, titleId: 'title' });
    const input = container.querySelector<HTMLInputElement>('input[type=password]')!;
    expect(input.minLength).toBe(MIN_PASSWORD);
    expect(container.querySelector(`label[for="${input.id}"]`)!.textContent).toContain(String(MIN_PASSWORD));
    expect(NewPassword.safeParse('x'.repeat(MIN_PASSWORD)).success).toBe(true);
    expect(NewPassword.safeParse('x'.repeat(MIN_PASSWORD - 1)).success).toBe(false);
  },
);
