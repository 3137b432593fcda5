import type { Dictionary } from '../shared/speech.ts';
import { alarmWhy as englishWhy } from './en/alarm-why.ts';
import { audit as englishAudit } from './en/audit.ts';
import { bulletins as englishBulletins } from './en/bulletins.ts';
import { cards as englishCards } from './en/cards.ts';
import { channels as englishChannels } from './en/channels.ts';
import { hotline as englishHotline } from './en/hotline.ts';
import { imports as englishImports } from './en/views/imports.ts';
import { nodes as englishNodes } from './en/nodes.ts';
import { trail as englishTrail } from './en/trail.ts';
import { trends as englishTrends } from './en/trends.ts';
import { alarmWhy as chineseWhy } from './zh/alarm-why.ts';
import { audit as chineseAudit } from './zh/audit.ts';
import { bulletins as chineseBulletins } from './zh/bulletins.ts';
import { cards as chineseCards } from './zh/cards.ts';
import { channels as chineseChannels } from './zh/channels.ts';
import { hotline as chineseHotline } from './zh/hotline.ts';
import { imports as chineseImports } from './zh/views/imports.ts';
import { nodes as chineseNodes } from './zh/nodes.ts';
import { trail as chineseTrail } from './zh/trail.ts';
import { trends as chineseTrends } from './zh/trends.ts';

/** What single views say and nothing else on the console does: it comes with them and not with the first paint. */
export const alarmWhyWords: Dictionary<typeof englishWhy> = { en: englishWhy, 'zh-CN': chineseWhy };
export const deskBulletinWords: Dictionary<typeof englishBulletins> = {
  en: englishBulletins,
  'zh-CN': chineseBulletins,
};
export const cardWords: Dictionary<typeof englishCards> = { en: englishCards, 'zh-CN': chineseCards };
export const channelWords: Dictionary<typeof englishChannels> = { en: englishChannels, 'zh-CN': chineseChannels };
export const hotlineWords: Dictionary<typeof englishHotline> = { en: englishHotline, 'zh-CN': chineseHotline };
export const importWords: Dictionary<typeof englishImports> = { en: englishImports, 'zh-CN': chineseImports };
export const nodeWords: Dictionary<typeof englishNodes> = { en: englishNodes, 'zh-CN': chineseNodes };
export const auditWords: Dictionary<typeof englishAudit> = { en: englishAudit, 'zh-CN': chineseAudit };
export const trailWords: Dictionary<typeof englishTrail> = { en: englishTrail, 'zh-CN': chineseTrail };
export const trendsWords: Dictionary<typeof englishTrends> = { en: englishTrends, 'zh-CN': chineseTrends };
export type AuditWords = typeof englishAudit;
export type TrailWords = typeof englishTrail;
export type CardWords = typeof englishCards;
