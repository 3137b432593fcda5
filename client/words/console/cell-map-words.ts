import type { Dictionary } from '../shared/speech.ts';
import { cellMap as en } from './en/cell-map.ts';
import { cellMap as zh } from './zh/cell-map.ts';

export const cellMapWords: Dictionary<typeof en> = { en, 'zh-CN': zh };
