/** What the wall says of the ways in; in short. */
export const channels = {
  title: 'Channels',
  names: {
    webhooks: 'Webhooks',
    cap: 'Alerts (CAP)',
    card: 'Contact cards',
    receivers: 'Webhooks out',
    feeds: 'Alert feeds',
  },
  unreached: 'not reached',
  silent: (clock: string) => `silent since ${clock}`,
  refusing: (n: string) => `${n} refused`,
  late: (seconds: string) => `up to ${seconds} s late`,
  well: 'all do well',
  waits: 'For a person:',
  reports: (n: string) => `reports ${n}`,
  letters: (n: string) => `dead letters ${n}`,
};
