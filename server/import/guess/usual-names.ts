/** What columns of real files are called, in both languages, the usual first. Compared without blanks, dashes and case. */
const names = {
  moment:
    'datetime date_time timestamp occurred_at reported_at occurred reported created when time_reported date_occurred incident_datetime 发生时间 报案时间 接警时间 上报时间 案发时间 立案时间 受理时间 日期时间 时间',
  day: 'date day incident_date date_reported report_date month 发生日期 报案日期 上报日期 日期',
  clock: 'time hour clock hour_reported incident_time 时刻 时分 几点',
  lon: 'lon lng long longitude lon_wgs84 x_lon 经度 东经',
  lat: 'lat latitude lat_wgs84 y_lat 纬度 北纬',
  point: 'location coordinates coordinate point lat_lon latlon geo_point position 坐标 经纬度 位置坐标',
  category:
    'category type kind offense offence crime primary_type offense_type offence_type crime_type incident_type call_type class 类别 事件类别 案件类别 事件类型 案件类型 类型 分类 事由 案由',
  key: 'id case_number incident_number case_id incident_id record_id event_id number no 编号 事件编号 案件编号 案号 工单号 工单编号 流水号 序号',
} as const;

/** What a column may be for. */
export type Role = keyof typeof names;

const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_\-./()（）]+/g, '');
const usual = new Map<Role, string[]>(
  Object.entries(names).map(([role, list]) => [role as Role, list.split(' ').map(plain)]),
);

/** How usual a name is for a role: 0 the most, null not at all. What only holds such a name comes after what is one. */
export function rankOf(name: string, role: Role): number | null {
  // The last part of a path: `location.latitude`.
  const own = plain(name.slice(name.lastIndexOf('.') + 1));
  const list = usual.get(role)!;
  const at = list.indexOf(own);
  if (at >= 0) return at;
  const within = list.findIndex((word) => word.length > 3 && own.includes(word));
  return within >= 0 ? list.length + within : null;
}

/** The columns that may be for a role, the likeliest first. */
export function columnsFor<C extends { name: string }>(columns: readonly C[], role: Role): C[] {
  return columns
    .flatMap((column) => {
      const rank = rankOf(column.name, role);
      return rank === null ? [] : [{ column, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ column }) => column);
}
