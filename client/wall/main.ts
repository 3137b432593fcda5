import { mount, unmount } from 'svelte';
import '../theme.css';
import type { CityPack } from '#data/contract/city-pack.ts';
import { pageClock } from '#client/page/clock.ts';
import { admission } from './admission.ts';
import { ask, untilItWorks } from './ask.ts';
import LiveWall from './LiveWall.svelte';
import { wallOptions } from './options.ts';
import PairingScreen from './PairingScreen.svelte';

const query = new URLSearchParams(location.search);
const options = wallOptions(query);
const clock = pageClock();
const target = document.body;
document.documentElement.dataset['theme'] = options.theme;
document.documentElement.lang = options.lang;

const waiting = mount(PairingScreen, { target, props: { lang: options.lang } });
const asked = query.get('view') === 'public-wall' ? 'public-wall' : 'ops-wall';
const view = await admission({ view: asked, clock, showCode: ({ code }) => waiting.show(code) });
const pack = await untilItWorks(() => ask<CityPack>('/api/v1/city', view), clock);
await unmount(waiting);
mount(LiveWall, { target, props: { pack, options, view, clock } });
