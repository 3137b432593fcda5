import { mount } from 'svelte';
import './phone.css';
import { pageClock } from '#client/page/clock.ts';
import { raise } from '#client/page/raise.ts';
import { phoneWords } from '#client/words/phone/phone-words.ts';
import App from './App.svelte';
import { createChoices } from './choices.svelte.ts';
import { openDevice } from './queue/open-device.ts';
import { createPhoneSession } from './session/phone-session.svelte.ts';

const clock = pageClock();
const choices = createChoices();
const { lang } = choices.options;
document.documentElement.lang = lang;

// Only a build has one, and only where the browser trusts the line: https, or this very machine.
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  navigator.serviceWorker.register('/phone/sw.js', { scope: '/phone' }).catch(raise);

// What was tapped must not make room for anything else.
navigator.storage?.persist?.().catch(raise);

try {
  const device = await openDevice();
  const session = createPhoneSession({ device, clock });
  mount(App, { target: document.body, props: { device, clock, session, choices } });
} catch {
  const said = document.createElement('p');
  said.setAttribute('role', 'alert');
  said.textContent = phoneWords[lang].noDevice;
  document.body.append(said);
}
