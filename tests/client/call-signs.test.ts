import { describe, expect, test } from 'vitest';
import { alarmSubject } from '#client/page/alarm-subject.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { cityNames } from '#client/words/shared/city-names.ts';
import { createSpeech } from '#client/words/shared/speech.ts';
import { makeAlarm, makeBoard, makeUnit } from '../support/make-rows.ts';

const [en, zh] = (['en', 'zh-CN'] as const).map((lang) => cityNames(madePack, createSpeech(lang, 'Asia/Shanghai')));
const [service] = madePack.services;
const { en: english, zh: chinese } = service!.short;
const crew = (callSign: string, of: string = service!.id) => ({ id: 'u1', callSign, service: of });

describe('a call sign', () => {
  test('of a service of the city is said in the language of the screen', () => {
    expect(en!.unit(crew(`${english} 07`))).toBe(`${english} 07`);
    expect(zh!.unit(crew(`${english} 07`))).toBe(`${chinese} 07`);
    expect(zh!.unit(crew(`${english}-12`))).toBe(`${chinese}-12`);
    expect(en!.unit(crew(`${chinese} 07`))).toBe(`${english} 07`);
  });

  test('that a crew gave itself stays what it is', () => {
    for (const own of ['Car 12', `${english} Alpha`, `${english}s 7`, 'P-1']) expect(zh!.unit(crew(own))).toBe(own);
    expect(zh!.unit(crew(`${english} 07`, 'other'))).toBe(`${english} 07`);
    expect(zh!.unit({ id: 'u9' })).toBe('u9');
  });

  test('is said so wherever an alarm is about the crew', () => {
    const board = makeBoard({ units: [{ ...makeUnit({ callSign: `${english} 07` }), service: service!.id }] });
    expect(alarmSubject(makeAlarm({ subject: { kind: 'unit', id: 'u1' } }), board, zh!)).toBe(`${chinese} 07`);
  });
});
