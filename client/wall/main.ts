import { mount, unmount } from 'svelte';
import '../theme.css';
import { readCity } from '#data/contract/routes/city.ts';
import { createCall } from '#client/call/call.ts';
import { createExchange } from '#client/call/exchange.ts';
import { pageClock } from '#client/page/clock.ts';
import { untilLoaded } from '#client/page/until-loaded.ts';
import { admission } from './admission.ts';
import LiveWall from './LiveWall.svelte';
import { wallOptions } from './options.ts';
import { untilItWorks } from './until-it-works.ts';
import PairingScreen from './PairingScreen.svelte';

const query = new URLSearchParams(location.search);
const options = wallOptions(query);
const clock = pageClock();
const target = document.body;
const map = untilLoaded(() => import('#client/panels/map/MapPanel.svelte'), clock);
document.documentElement.dataset['theme'] = options.theme;
document.documentElement.lang = options.lang;

const waiting = mount(PairingScreen, { target, props: { lang: options.lang } });
const asked = query.get('view') === 'public-wall' ? 'public-wall' : 'ops-wall';
const view = await admission({ view: asked, clock, showCode: ({ code }) => waiting.show(code) });
const call = createCall(createExchange({ view }));
const pack = await untilItWorks(() => call(readCity), clock);
await unmount(waiting);
mount(LiveWall, { target, props: { pack, options, view, clock, call, map } });
