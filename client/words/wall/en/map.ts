/** What the map of the wall says beside its names. */
export const map = {
  title: 'Map',
  legend: 'Legend',
  incidents: 'Incidents',
  units: 'Units',
  cells: 'Grid',
  overdue: 'overdue',
  stages: { sent: 'unit sent', onscene: 'on scene', done: 'handled' },
  looks: {
    available: 'available',
    assigned: 'assigned',
    onscene: 'on scene',
    away: 'away',
    silent: 'no contact',
    help: 'SOS',
  },
  statuses: { attention: 'attention', alert: 'alert', unstaffed: 'nobody' },
  elsewhere: (n: string) => `${n} not on this map`,
  rebuilding: 'The map is being drawn again',
  listInstead: 'No map on this screen: open incidents by place',
  listMeanwhile: 'The map is being drawn. Until then: open incidents by place',
  offMap: 'Off the map or without a place',
};
