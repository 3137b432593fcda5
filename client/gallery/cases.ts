import { mount, unmount, type Component } from 'svelte';
import type { Alarm } from '#data/contract/alarm.ts';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import { cellStatuses } from '#data/rules/grid-status.ts';
import type { DrawMap } from '#client/map/widget/map-picture.ts';
import { callsApart } from '#data/rules/alarm-order.ts';
import { openCounts } from '#data/rules/open-counts.ts';
import AlarmsPanel from '#client/panels/alarms/AlarmsPanel.svelte';
import CallsBand from '#client/panels/alarms/CallsBand.svelte';
import { byDistrict } from '#client/panels/grid/by-district.ts';
import ChannelsBand from '#client/panels/channels/ChannelsBand.svelte';
import GridPanel from '#client/panels/grid/GridPanel.svelte';
import IncidentsPanel from '#client/panels/incidents/IncidentsPanel.svelte';
import MapPanel from '#client/panels/map/MapPanel.svelte';
import CountsPanel from '#client/panels/public/CountsPanel.svelte';
import HeatPanel from '#client/panels/trends/HeatPanel.svelte';
import MonthsPanel from '#client/panels/trends/MonthsPanel.svelte';
import WeekPanel from '#client/panels/trends/WeekPanel.svelte';
import UnitsPanel from '#client/panels/units/UnitsPanel.svelte';
import { alarmSubject } from '#client/page/alarm-subject.ts';
import { raise } from '#client/page/raise.ts';
import type { Theme } from '#client/wall/options.ts';
import { cityNames } from '#client/words/shared/city-names.ts';
import { createSpeech, type Lang, type Speech } from '#client/words/shared/speech.ts';
import { madeBoard, type Amounts } from './made-board.ts';
import { channelStates, standingsOf } from './made-channels.ts';
import { madePack } from './made-pack.ts';
import { madePositions } from './made-positions.ts';
import { madeHeat, madeMonths, madeWeek } from './made-trends.ts';
import { aDay, aFlood, madeNow } from './made-wall.ts';

export type GalleryCase = {
  panel: string;
  state: string;
  /** In rem: what a wall of 16:9 gives this panel. */
  size: { width: number; height: number };
  /** Ms since 1970; null where nothing has come yet. */
  asOf: number | null;
  /** Puts the panel into the page. Gives back what takes it out again. */
  show(target: HTMLElement): () => void;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const one: Amounts = { incidents: 1, units: 1, inspections: 1, alarms: 1, unstaffed: 0, calls: 1 };

/** How a panel of the board may stand. */
const boardStates: { state: string; amounts: Partial<Amounts> | null; ageMs: number }[] = [
  { state: 'not yet', amounts: null, ageMs: 0 },
  { state: 'empty', amounts: {}, ageMs: SECOND },
  { state: 'one', amounts: one, ageMs: SECOND },
  { state: 'full', amounts: aDay, ageMs: SECOND },
  { state: '5,000', amounts: aFlood, ageMs: SECOND },
  { state: 'stale 10 s', amounts: aDay, ageMs: 10 * SECOND },
  { state: 'stale 10 min', amounts: aDay, ageMs: 10 * MINUTE },
];

const sizes: Record<string, GalleryCase['size']> = {
  incidents: { width: 27.4, height: 45 },
  units: { width: 28.6, height: 16.8 },
  grid: { width: 28.6, height: 14.7 },
  calls: { width: 94, height: 3.2 },
  alarms: { width: 94, height: 3.6 },
  channels: { width: 94, height: 2.4 },
  counts: { width: 27.4, height: 45 },
  'district-counts': { width: 28.6, height: 32 },
  map: { width: 40, height: 32 },
  'trend-week': { width: 19.4, height: 13.6 },
  'trend-months': { width: 26.8, height: 13.6 },
  'trend-heat': { width: 20.2, height: 13.6 },
};

/** A panel in one of its states. */
export function gallery<Props extends Record<string, unknown>>(
  panel: string,
  state: string,
  asOf: number | null,
  component: Component<Props>,
  props: Props,
): GalleryCase {
  return {
    panel,
    state,
    size: sizes[panel] ?? { width: 30, height: 20 },
    asOf,
    show(target) {
      const shown = mount(component, { target, props });
      return () => unmount(shown).catch(raise);
    },
  };
}

/** Every panel in every state. `draw`: who draws maps; tests draw nothing. */
export function galleryCases(lang: Lang, theme: Theme, draw?: DrawMap): GalleryCase[] {
  const say = createSpeech(lang, madePack.city.timeZone);
  const names = cityNames(madePack, say);
  const services = madePack.services.map(({ id }) => id);
  const now = madeNow;

  const ofBoard = boardStates.flatMap(({ state, amounts, ageMs }) => {
    const asOf = amounts === null ? null : now - ageMs;
    const board: Board = amounts === null ? emptyBoard : madeBoard(now, amounts);
    const { incidents, units, alarms } = board;
    const cellStatus = cellStatuses(board, now);
    const empty = amounts !== null && Object.keys(amounts).length === 0;
    const rows = empty ? [] : byDistrict(madePack, board, cellStatus, now);
    const counts = asOf === null ? null : { asOf, ...openCounts(board, madePack) };
    const positions = madePositions(units.size, now);
    const map = {
      city: madePack,
      incidents,
      units,
      cellStatus,
      positions,
      now,
      lang,
      theme,
      asOf,
      ...(draw && { draw }),
    };
    return [
      gallery('incidents', state, asOf, IncidentsPanel, { incidents, names, asOf, now, say }),
      gallery('units', state, asOf, UnitsPanel, { units, services, names, asOf, now, say }),
      gallery('grid', state, asOf, GridPanel, { rows, names, asOf, now, say }),
      gallery('calls', state, asOf, CallsBand, {
        calls: callsApart(alarms.values()).calls,
        subject: (alarm: Alarm) => alarmSubject(alarm, board, names),
        names,
        asOf,
        now,
        say,
      }),
      gallery('alarms', state, asOf, AlarmsPanel, {
        alarms,
        subject: (alarm: Alarm) => alarmSubject(alarm, board, names),
        asOf,
        now,
        say,
      }),
      gallery('counts', state, asOf, CountsPanel, { by: 'group', counts, names, now, say }),
      gallery('district-counts', state, asOf, CountsPanel, { by: 'district', counts, names, now, say }),
      gallery('map', state, asOf, MapPanel, map),
    ];
  });

  const verdicts = [
    ['higher', 1.12],
    ['lower', 0.91],
    ['no-change', 1.01],
    ['too-few', 1.3],
  ] as const;
  const none = [
    gallery('trend-week', 'not yet', null, WeekPanel, { series: null, now, say }),
    gallery('trend-months', 'not yet', null, MonthsPanel, { series: null, now, say }),
    gallery('trend-heat', 'not yet', null, HeatPanel, { matrix: null, now, say }),
    ...filling(now, say),
  ];
  const ofTrends = [MINUTE, 10 * MINUTE].flatMap((ageMs) => {
    const asOf = now - ageMs;
    const age = ageMs > MINUTE ? ', stale 10 min' : '';
    return [
      ...verdicts.flatMap(([verdict, ratio]) => [
        gallery('trend-week', verdict + age, asOf, WeekPanel, {
          series: madeWeek(asOf, verdict, ratio ** 4),
          now,
          say,
        }),
        gallery('trend-months', verdict + age, asOf, MonthsPanel, {
          series: madeMonths(asOf, ratio, verdict),
          now,
          say,
        }),
      ]),
      gallery('trend-heat', `full${age}`, asOf, HeatPanel, { matrix: madeHeat(asOf), now, say }),
    ];
  });
  const ofChannels = channelStates.map(({ state, said, ageMs }) => {
    const asOf = said === null ? null : now - ageMs;
    return gallery('channels', state, asOf, ChannelsBand, { standings: standingsOf(said, now - ageMs), now, say });
  });
  return [...ofBoard, ...ofChannels, ...none, ...ofTrends];
}

/** History that is still coming in, behind a picture that lives. */
function filling(now: number, say: Speech) {
  const by = { filling: 0.4 };
  const asOf = now - MINUTE;
  return [
    gallery('trend-week', 'filling', asOf, WeekPanel, { series: { ...madeWeek(asOf), ...by }, now, say }),
    gallery('trend-months', 'filling', asOf, MonthsPanel, {
      series: { ...madeMonths(asOf, 1.3, 'too-few'), ...by },
      now,
      say,
    }),
    gallery('trend-heat', 'filling', asOf, HeatPanel, { matrix: { ...madeHeat(asOf), ...by }, now, say }),
  ];
}
