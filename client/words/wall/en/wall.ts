import { map } from './map.ts';

/** What only the wall and its panels say. */
export const wall = {
  map,
  overview: 'Overview',
  noMap: 'No map on this screen',
  pairing: {
    connecting: 'Looking for the server',
    approve: 'This display waits to be approved. Its code:',
  },
  grid: {
    title: 'Grid by district',
    none: 'No grid cells',
    district: 'District',
    attention: 'Attention',
    alert: 'Alert',
    unstaffed: 'Nobody',
    open: 'Open incidents',
    overdue: 'Overdue visits',
    cells: (n: string) => `${n} cells`,
    all: 'City',
  },
  trends: {
    week: 'Busy week?',
    months: 'Changed in a year?',
    heat: 'Busy hours?',
    none: 'No figures yet',
    perDay: 'per day',
    perMonth: 'incidents per month',
    perHour: (weeks: string) => `mean of ${weeks} weeks`,
    verdicts: {
      higher: 'More',
      lower: 'Fewer',
      'no-change': 'No clear change',
      'too-few': 'Too few to say',
    },
    weekVerdicts: {
      higher: 'More than chance explains',
      lower: 'Fewer than chance explains',
      'no-change': 'No more than chance',
      'too-few': 'Too few to say',
    },
    soFar: (count: string, expected: string) => `${count} incidents so far, ${expected} expected`,
    busiest: (day: string, from: string, to: string, mean: string) => `${day} ${from} to ${to} h: ${mean} an hour`,
    against: (now: string, before: string) => `${now} in 12 months, ${before} in the 12 before`,
    interval: (change: string) => `95 %: ${change}`,
    count: 'count',
    expected: 'expected',
    band: '95 %',
    thisYear: 'this year',
    yearBefore: 'year before',
  },
};
