import { mount } from 'svelte';
import '../theme.css';
import '../parts/controls.css';
import './console.css';
import { pageClock } from '#client/page/clock.ts';
import { createSession } from '#client/session/session.svelte.ts';
import { createAddress } from './address.svelte.ts';
import Page from './Page.svelte';
import { createSettings } from './settings.svelte.ts';

const clock = pageClock();
const address = createAddress(window);
const settings = createSettings(address, document.documentElement, localStorage);
mount(Page, { target: document.body, props: { clock, address, settings, session: createSession({ clock }) } });
